package io.proofline.sandbox.oracle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Checks that only selected assets have proofs. An asset is selected once it was in one of the
 * galleries, had one of the keywords, or was allowed by its id.
 */
public final class SelectionCheck {
  /**
   * The criteria that select an asset.
   *
   * @param keywords regular expressions for whole keywords
   */
  public record SelectionCriteria(List<String> galleries, List<Pattern> keywords) {
    public SelectionCriteria {
      galleries = List.copyOf(galleries);
      keywords = List.copyOf(keywords);
    }
  }

  private final LibraryView libraryView;
  private final Supplier<List<MarkedProof>> proofs;
  private final Set<String> allowed = ConcurrentHashMap.newKeySet();
  private volatile Optional<SelectionCriteria> criteria = Optional.empty();

  public SelectionCheck(LibraryView libraryView, Supplier<List<MarkedProof>> proofs) {
    this.libraryView = libraryView;
    this.proofs = proofs;
  }

  /** Replaces the criteria; assets allowed by id stay allowed. */
  void expect(SelectionCriteria wanted) {
    criteria = Optional.of(wanted);
  }

  void allow(String asset) {
    allowed.add(asset);
  }

  /** One violation for each asset; empty while no criteria are set. */
  public List<Violation> violations() {
    return criteria.map(this::unselectedProofs).orElse(List.of());
  }

  private List<Violation> unselectedProofs(SelectionCriteria wanted) {
    return proofs.get().stream()
        .collect(Collectors.groupingBy(MarkedProof::asset, LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .filter(each -> !isSelected(each.getKey(), wanted))
        .map(each -> violation(each.getKey(), each.getValue()))
        .toList();
  }

  private boolean isSelected(String asset, SelectionCriteria wanted) {
    return allowed.contains(asset)
        || libraryView.wasEverIn(asset, wanted.galleries())
        || libraryView.everHadKeyword(asset, wanted.keywords());
  }

  private static Violation violation(String asset, List<MarkedProof> proofs) {
    return new Violation(
        "unpicked-proof",
        "%s is not selected, but it has proofs: %d".formatted(asset, proofs.size()),
        proofs.stream().map(MarkedProof::id).toList());
  }
}
