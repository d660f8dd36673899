package io.proofline.sandbox.photoshelter.v3;

import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.access.SharingService;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.library.LibraryContainer;
import io.proofline.sandbox.photoshelter.library.LibraryContainers;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.photoshelter.library.MediaCollection;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.web.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Serialises one gallery or collection with the fields that the call selects and the records that
 * it joins by {@code extend}. The sources show both for files; the names for containers are those
 * of v3's paths.
 */
final class V3ContainerJoins {
  private final LibraryStore libraryStore;
  private final LibraryContainers libraryContainers;
  private final SharingService sharingService;
  private final V3Json records;

  V3ContainerJoins(PhotoShelterStores stores, V3Json records) {
    this.libraryStore = stores.library;
    this.libraryContainers = stores.containers;
    this.sharingService = stores.sharing;
    this.records = records;
  }

  Map<String, @Nullable Object> container(Context call, LibraryContainer libraryContainer) {
    var record = V3Responses.selectRequestedFields(call, records.container(libraryContainer));
    V3Json.extensions(call)
        .properties()
        .forEach(each ->
            record.put(
                each.getKey(), joined(call, each.getKey(), each.getValue(), libraryContainer)));
    return record;
  }

  private @Nullable Object joined(
      Context call, String name, JsonNode wanted, LibraryContainer libraryContainer) {
    return switch (libraryContainer.kind().label() + " " + name) {
      case "gallery KeyImage", "collection KeyImage" ->
          libraryContainers
              .keyImage(libraryContainer)
              .map(image -> records.extension("Image", wanted, image))
              .orElse(null);
      case "gallery Parents" -> rows(wanted, sharingService.visibleParents(call, libraryContainer));
      case "gallery GalleryImage" -> images(wanted, libraryContainer);
      case "collection Parent" ->
          sharingService.visibleParents(call, libraryContainer).stream()
              .findFirst()
              .map(parent -> selected(wanted, parent))
              .orElse(null);
      case "collection Children" -> children(call, wanted, (MediaCollection) libraryContainer);
      default -> throw PhotoShelterApiException.badRequest("There is no extension " + name);
    };
  }

  private @Nullable Object images(JsonNode wanted, LibraryContainer gallery) {
    return V3Responses.nullIfEmpty(
        libraryStore.mediaIn(gallery.id()).stream()
            .filter(file -> file.kind() == Media.Kind.IMAGE)
            .map(image -> records.extension("Image", wanted, image))
            .toList());
  }

  private Map<String, @Nullable Object> children(
      Context call, JsonNode wanted, MediaCollection collection) {
    return Json.object(
        "Collection", rows(wanted, sharingService.visibleCollections(call, collection.id())),
        "Gallery", rows(wanted, sharingService.visibleGalleries(call, collection.id())));
  }

  private @Nullable Object rows(JsonNode wanted, List<? extends LibraryContainer> all) {
    return V3Responses.nullIfEmpty(all.stream().map(each -> selected(wanted, each)).toList());
  }

  private Map<String, @Nullable Object> selected(
      JsonNode wanted, LibraryContainer libraryContainer) {
    return V3Responses.selectFields(
        records.container(libraryContainer), wanted.path("fields").asString("*"));
  }
}
