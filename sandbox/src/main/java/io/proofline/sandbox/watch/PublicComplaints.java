package io.proofline.sandbox.watch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Files that partners can see though they should not: not approved, or withdrawn. */
public final class PublicComplaints {
  /**
   * Where partners look, and what must not be there.
   *
   * @param places galleries and collections by id, name or path
   * @param statusField the IPTC field that holds the status
   * @param withdrawn status texts of files that must not be seen
   */
  public record Places(List<String> places, String statusField, Set<String> withdrawn) {
    public Places {
      places = List.copyOf(places);
      withdrawn = Set.copyOf(withdrawn);
    }
  }

  private static final Set<String> APPROVED = Set.of("approved", "approved_with_changes");

  private final Shelves shelves;
  private final Supplier<List<MarkedProof>> proofs;
  private volatile Optional<Places> places = Optional.empty();

  public PublicComplaints(Shelves shelves, Supplier<List<MarkedProof>> proofs) {
    this.shelves = shelves;
    this.proofs = proofs;
  }

  void expect(Places wanted) {
    places = Optional.of(wanted);
  }

  /** None while nobody said what is public. A file without a proof needs no approval. */
  public List<Complaint> all() {
    return places.map(this::seen).orElse(List.of());
  }

  private List<Complaint> seen(Places wanted) {
    var newest = MarkedProof.newest(proofs.get());
    return shelves.below(wanted.places(), wanted.statusField()).stream()
        .flatMap(file ->
            Stream.concat(
                unapproved(file, newest).stream(), withdrawn(file, wanted.withdrawn()).stream()))
        .distinct()
        .toList();
  }

  private static Optional<Complaint> unapproved(
      Shelves.Shown file, Map<String, MarkedProof> newest) {
    return Optional.ofNullable(newest.get(file.asset()))
        .filter(proof -> proof.decision().filter(APPROVED::contains).isEmpty())
        .map(proof ->
            new Complaint(
                "public-unapproved",
                "%s is in %s, but its newest proof is %s"
                    .formatted(file.fileName(), file.gallery(), proof.decision().orElse("open")),
                List.of(file.asset(), proof.id())));
  }

  private static Optional<Complaint> withdrawn(Shelves.Shown file, Set<String> texts) {
    return file.status()
        .filter(texts::contains)
        .map(status ->
            new Complaint(
                "public-withdrawn",
                "%s is in %s, but its status is %s"
                    .formatted(file.fileName(), file.gallery(), status),
                List.of(file.asset())));
  }
}
