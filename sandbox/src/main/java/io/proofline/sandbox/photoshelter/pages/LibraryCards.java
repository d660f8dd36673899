package io.proofline.sandbox.photoshelter.pages;

import io.proofline.sandbox.photoshelter.library.Gallery;
import io.proofline.sandbox.photoshelter.library.LibraryContainer;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.photoshelter.library.MediaCollection;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.photoshelter.stores.SampleLibrary;
import io.proofline.sandbox.picture.IptcField;
import io.proofline.sandbox.web.Json;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Template models of files and galleries in lists. */
final class LibraryCards {
  private static final int COVER = 4;

  private final LibraryStore libraryStore;
  private final Supplier<URI> origin;

  LibraryCards(PhotoShelterStores stores) {
    this.libraryStore = stores.library;
    this.origin = stores.origin;
  }

  Map<String, @Nullable Object> of(Media file) {
    var status = file.iptc().text(IptcField.EDIT_STATUS);
    return Json.object(
        "id", file.id(),
        "title", title(file),
        "fileName", file.fileName(),
        "src", image(file.id(), "fit=480x360"),
        "status", status.orElse(null),
        "tone", status.map(LibraryCards::tone).orElse(null));
  }

  Map<String, @Nullable Object> of(Gallery gallery) {
    var files = libraryStore.filesOf(gallery.id()).keySet();
    return Json.object(
        "id", gallery.id(),
        "name", gallery.name(),
        "count", files.size(),
        "one", files.size() == 1,
        "forReview", gallery.name().equals(SampleLibrary.REVIEW_GALLERY),
        "cover",
            files.stream()
                .limit(COVER)
                .map(id -> Json.object("src", image(id, "fill=240x180")))
                .toList());
  }

  /** A gallery as a choice of where to put files; that for reviews is chosen at first. */
  Map<String, @Nullable Object> target(Gallery gallery) {
    return Json.object(
        "id", gallery.id(),
        "name", gallery.name(),
        "path", path(gallery),
        "chosen", gallery.name().equals(SampleLibrary.REVIEW_GALLERY));
  }

  /** The collections above a container, topmost first, each with its id and name. */
  List<Map<String, @Nullable Object>> above(LibraryContainer libraryContainer) {
    return lineage(libraryContainer)
        .map(each -> Json.object("id", each.id(), "name", each.name()))
        .toList();
  }

  String path(LibraryContainer libraryContainer) {
    return lineage(libraryContainer)
        .map(MediaCollection::name)
        .reduce((upper, lower) -> upper + " › " + lower)
        .orElse("");
  }

  String image(String mediaId, String box) {
    return "%s/img-get2/%s/%s".formatted(origin.get(), mediaId, box);
  }

  static String title(Media file) {
    return file.iptc().text(IptcField.TITLE).orElse(file.fileName());
  }

  private Stream<MediaCollection> lineage(LibraryContainer libraryContainer) {
    return libraryContainer.parentIds().stream()
        .limit(1)
        .flatMap(parent -> libraryStore.ancestors(parent).reversed().stream());
  }

  /** The colour of a status. Statuses are free text, so known words in it decide. */
  private static String tone(String status) {
    var text = status.toLowerCase(Locale.ROOT);
    if (text.contains("reject") || text.contains("withdrawn")) {
      return "bad";
    }
    if (text.contains("change")) {
      return "warn";
    }
    return text.contains("approved") ? "good" : "plain";
  }
}
