package io.proofline.console.request;

import io.proofline.schemas.avro.RequestKind;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request that is to be recorded, with the fields that its kind needs.
 *
 * @param assets one or more; none for a go-ahead
 * @param command the dead command, for a retry and a discard
 * @param proof the proof, for a link and a release
 * @param count number of held proofs, for a go-ahead; null for all
 * @param rulesVersion rules by which it is judged; null for those in force
 * @param reason why; null for no reason
 */
record NewRequest(
    RequestKind kind,
    List<String> assets,
    @Nullable String command,
    @Nullable String proof,
    @Nullable Integer count,
    @Nullable String rulesVersion,
    @Nullable String reason) {

  NewRequest {
    assets = List.copyOf(assets);
  }

  /** A part of the request, about one asset. */
  record Target(String assetId, @Nullable String command) {}

  /** The parts of the request; a go-ahead is about the account. */
  Stream<Target> targets(String account) {
    return kind == RequestKind.GO_AHEAD
        ? Stream.of(new Target(account, null))
        : assets.stream().map(asset -> new Target(asset, command));
  }
}
