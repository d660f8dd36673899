package io.proofline.sandbox.oracle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Checks that partners see no file that is withdrawn or not approved. */
public final class PublicationCheck {
  /**
   * The places that partners can see, and the status texts that must not be in them.
   *
   * @param places galleries and collections by id, name or path
   * @param statusField the IPTC field that holds the status
   * @param withdrawn status texts of files that must not be seen
   */
  public record PublishedPlaces(List<String> places, String statusField, Set<String> withdrawn) {
    public PublishedPlaces {
      places = List.copyOf(places);
      withdrawn = Set.copyOf(withdrawn);
    }
  }

  private static final Set<String> APPROVED = Set.of("approved", "approved_with_changes");

  private final LibraryView libraryView;
  private final Supplier<List<MarkedProof>> proofs;
  private volatile Optional<PublishedPlaces> places = Optional.empty();

  public PublicationCheck(LibraryView libraryView, Supplier<List<MarkedProof>> proofs) {
    this.libraryView = libraryView;
    this.proofs = proofs;
  }

  void expect(PublishedPlaces wanted) {
    places = Optional.of(wanted);
  }

  /**
   * The violations; empty while no published places are set. A file without a proof needs no
   * approval.
   */
  public List<Violation> violations() {
    return places.map(this::violationsIn).orElse(List.of());
  }

  private List<Violation> violationsIn(PublishedPlaces wanted) {
    var newest = MarkedProof.newest(proofs.get());
    return libraryView.filesUnder(wanted.places(), wanted.statusField()).stream()
        .flatMap(file ->
            Stream.concat(
                unapproved(file, newest).stream(), withdrawn(file, wanted.withdrawn()).stream()))
        .distinct()
        .toList();
  }

  private static Optional<Violation> unapproved(
      LibraryView.GalleryFile file, Map<String, MarkedProof> newest) {
    return Optional.ofNullable(newest.get(file.asset()))
        .filter(proof -> proof.decision().filter(APPROVED::contains).isEmpty())
        .map(proof ->
            new Violation(
                "public-unapproved",
                "%s is in %s, but its newest proof is %s"
                    .formatted(file.fileName(), file.gallery(), proof.decision().orElse("open")),
                List.of(file.asset(), proof.id())));
  }

  private static Optional<Violation> withdrawn(LibraryView.GalleryFile file, Set<String> texts) {
    return file.status()
        .filter(texts::contains)
        .map(status ->
            new Violation(
                "public-withdrawn",
                "%s is in %s, but its status is %s"
                    .formatted(file.fileName(), file.gallery(), status),
                List.of(file.asset())));
  }
}
