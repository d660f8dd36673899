package io.proofline.sandbox.photoshelter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a first start finds: eight photographs in three galleries, and an empty gallery to send to
 * review.
 */
final class SampleLibrary {
  static final String REVIEW_GALLERY = "Send to review";
  private static final int COUNT = 8;

  private SampleLibrary() {}

  static void fill(Holdings holdings) {
    var library = holdings.library;
    var account = holdings.account;
    var campaigns = library.createCollection("Campaigns", "What is being made this season", null);
    var events = library.createCollection("Events", null, null);
    var review =
        library.createCollection("Review", "Put a photograph in here to have it proofed", null);
    gallery(
        library,
        account,
        campaigns,
        "Autumn range",
        List.of("fig-in-red-bowl.jpg", "paint-brushes.jpg"));
    gallery(
        library,
        account,
        campaigns,
        "Landscapes",
        List.of(
            "aizkorri-ridge.jpg", "forest-stream.jpg", "dandelion-field.jpg", "summit-sunset.jpg"));
    gallery(
        library,
        account,
        events,
        "Opening night",
        List.of("listening-room.jpg", "two-friends.jpg"));
    gallery(library, account, review, REVIEW_GALLERY, List.of());
    holdings.workspaces.create(
        "Autumn shortlist", library.media().stream().limit(2).map(Media::id).toList());
  }

  /** The first files that the library ever had. */
  static List<Media> photographs(Library library) {
    return library.media().stream().limit(COUNT).toList();
  }

  private static void gallery(
      Library library,
      Account account,
      MediaCollection parent,
      String name,
      List<String> photographs) {
    var gallery = library.createGallery(name, null, parent.id(), "private");
    photographs.forEach(file ->
        library.upload(photograph(file), file, account.userId(), true, Optional.of(gallery)));
  }

  private static byte[] photograph(String name) {
    try (var stream = SampleLibrary.class.getResourceAsStream("/photos/" + name)) {
      return Objects.requireNonNull(stream, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
