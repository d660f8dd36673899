package io.proofline.sandbox.watch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Proofs for assets that nobody picked. An asset is picked once it was in one of the galleries, had
 * one of the keywords, or was allowed by name.
 */
public final class PickComplaints {
  /**
   * What picks an asset.
   *
   * @param keywords regular expressions for whole keywords
   */
  public record Picks(List<String> galleries, List<Pattern> keywords) {
    public Picks {
      galleries = List.copyOf(galleries);
      keywords = List.copyOf(keywords);
    }
  }

  private final Shelves shelves;
  private final Supplier<List<MarkedProof>> proofs;
  private final Set<String> allowed = ConcurrentHashMap.newKeySet();
  private volatile Optional<Picks> picks = Optional.empty();

  public PickComplaints(Shelves shelves, Supplier<List<MarkedProof>> proofs) {
    this.shelves = shelves;
    this.proofs = proofs;
  }

  /** What was allowed by name stays allowed. */
  void expect(Picks wanted) {
    picks = Optional.of(wanted);
  }

  void allow(String asset) {
    allowed.add(asset);
  }

  /** One for each asset; none while nobody said what picks. */
  public List<Complaint> all() {
    return picks.map(this::unpicked).orElse(List.of());
  }

  private List<Complaint> unpicked(Picks wanted) {
    return proofs.get().stream()
        .collect(Collectors.groupingBy(MarkedProof::asset, LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .filter(each -> !isPicked(each.getKey(), wanted))
        .map(each -> complaint(each.getKey(), each.getValue()))
        .toList();
  }

  private boolean isPicked(String asset, Picks wanted) {
    return allowed.contains(asset)
        || shelves.wasIn(asset, wanted.galleries())
        || shelves.had(asset, wanted.keywords());
  }

  private static Complaint complaint(String asset, List<MarkedProof> proofs) {
    return new Complaint(
        "unpicked-proof",
        "nobody picked %s, but it has proofs: %d".formatted(asset, proofs.size()),
        proofs.stream().map(MarkedProof::id).toList());
  }
}
