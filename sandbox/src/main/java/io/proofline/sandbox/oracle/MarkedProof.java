package io.proofline.sandbox.oracle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A proof whose marker, {@code pl:account:asset:version:round}, names the asset under review.
 *
 * @param decision the label of its verdict; empty while it is open
 */
public record MarkedProof(String id, String asset, Optional<String> decision) {
  /** The newest proof of each asset, from a list in order of newest first. */
  static Map<String, MarkedProof> newest(List<MarkedProof> newestFirst) {
    return newestFirst.stream()
        .collect(Collectors.toMap(MarkedProof::asset, proof -> proof, (newer, _) -> newer));
  }
}
