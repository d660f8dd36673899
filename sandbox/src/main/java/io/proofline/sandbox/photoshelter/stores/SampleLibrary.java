package io.proofline.sandbox.photoshelter.stores;

import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.photoshelter.library.MediaCollection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Creates the sample content at the first start: eight photographs in three galleries, and an empty
 * gallery for sending files to review.
 */
public final class SampleLibrary {
  public static final String REVIEW_GALLERY = "Send to review";
  private static final int COUNT = 8;

  private SampleLibrary() {}

  public static void addTo(PhotoShelterStores stores) {
    var containers = stores.containers;
    var campaigns = containers.createCollection("Campaigns", "Campaigns of this season", null);
    var events = containers.createCollection("Events", null, null);
    var review =
        containers.createCollection("Review", "Add a photograph here to send it to review", null);
    gallery(stores, campaigns, "Autumn range", List.of("fig-in-red-bowl.jpg", "paint-brushes.jpg"));
    gallery(
        stores,
        campaigns,
        "Landscapes",
        List.of(
            "aizkorri-ridge.jpg", "forest-stream.jpg", "dandelion-field.jpg", "summit-sunset.jpg"));
    gallery(stores, events, "Opening night", List.of("listening-room.jpg", "two-friends.jpg"));
    gallery(stores, review, REVIEW_GALLERY, List.of());
    stores.workspaces.create(
        "Autumn shortlist", stores.library.media().stream().limit(2).map(Media::id).toList());
  }

  /** The sample photographs: the first files of the library. */
  public static List<Media> photographs(LibraryStore libraryStore) {
    return libraryStore.media().stream().limit(COUNT).toList();
  }

  private static void gallery(
      PhotoShelterStores stores, MediaCollection parent, String name, List<String> photographs) {
    var gallery = stores.containers.createGallery(name, null, parent.id(), "private");
    photographs.forEach(file ->
        stores.files.upload(
            photograph(file), file, stores.account.userId(), true, Optional.of(gallery)));
  }

  private static byte[] photograph(String name) {
    try (var stream = SampleLibrary.class.getResourceAsStream("/photos/" + name)) {
      return Objects.requireNonNull(stream, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
