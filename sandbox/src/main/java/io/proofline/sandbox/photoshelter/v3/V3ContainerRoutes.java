package io.proofline.sandbox.photoshelter.v3;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.access.SharingService;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.common.PageWindow;
import io.proofline.sandbox.photoshelter.common.PhotoShelterStores;
import io.proofline.sandbox.photoshelter.library.Gallery;
import io.proofline.sandbox.photoshelter.library.LibraryContainer;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.photoshelter.library.MediaCollection;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Routes of galleries and collections over v3. */
public final class V3ContainerRoutes {
  private final LibraryStore libraryStore;
  private final SharingService sharingService;
  private final PhotoShelterSettings settings;
  private final V3Json records;

  V3ContainerRoutes(PhotoShelterStores stores, V3Json records) {
    this.libraryStore = stores.library;
    this.sharingService = stores.sharing;
    this.settings = stores.settings;
    this.records = records;
  }

  void addTo(RoutesConfig routes, String base) {
    routes.get(base + "/gallery/query", this::galleries);
    routes.get(base + "/gallery/insert", this::insertGallery);
    routes.post(base + "/gallery/insert", this::insertGallery);
    routes.get(base + "/collection/insert", this::insertCollection);
    routes.post(base + "/collection/insert", this::insertCollection);
    routes.get(base + "/collection/root/children", call -> children(call, null));
    addOneTo(routes, base);
    routes.post(base + "/gallery/{id}/visibility/update", this::showGallery);
    routes.post(base + "/collection/{id}/visibility/update", this::showCollection);
    routes.post(base + "/gallery/{id}/permission/inherit", call -> inherit(call, gallery(call)));
    routes.post(
        base + "/collection/{id}/permission/inherit", call -> inherit(call, collection(call)));
  }

  /** Adds the reads of one gallery or collection; members and the public API of v3 share them. */
  void addOneTo(RoutesConfig routes, String base) {
    var gallery = base + "/gallery/{id}";
    routes.get(
        gallery, call -> V3Responses.sendOk(call, "Gallery", records.gallery(gallery(call))));
    routes.get(gallery + "/images", this::images);
    routes.get(gallery + "/media", this::media);
    routes.get(gallery + "/parent", this::parents);
    var collection = base + "/collection/{id}";
    routes.get(
        collection,
        call -> V3Responses.sendOk(call, "Collection", records.collection(collection(call))));
    routes.get(collection + "/parent", this::parent);
    routes.get(collection + "/children", call -> children(call, call.pathParam("id")));
  }

  private void galleries(Context call) {
    var parent = Optional.ofNullable(call.queryParam("parent"));
    var all =
        parent
            .map(id -> libraryStore.galleriesIn(id.isBlank() ? null : id))
            .orElseGet(libraryStore::galleries);
    V3Responses.sendOk(
        call, "Gallery", V3Responses.nullIfEmpty(all.stream().map(records::gallery).toList()));
  }

  private void images(Context call) {
    page(
        call, "GalleryImage", V3ContainerRoutes::isImage, file -> records.galleryImage(call, file));
  }

  /** Lists files of all kinds; each row is named after its kind. */
  private void media(Context call) {
    page(call, "GalleryMedia", _ -> true, file -> records.galleryMedia(call, file));
  }

  private void page(
      Context call,
      String name,
      Predicate<Media> shown,
      Function<Media, Map<String, @Nullable Object>> row) {
    var files = libraryStore.mediaIn(gallery(call).id()).stream().filter(shown).toList();
    var pageWindow = PageWindow.of(call, settings.limits().lastPage());
    var rows = pageWindow.slice(files).stream().map(row).toList();
    V3Responses.sendOk(call, V3Responses.paged(call, name, rows, pageWindow, files.size()));
  }

  private static boolean isImage(Media file) {
    return file.kind() == Media.Kind.IMAGE;
  }

  private void insertGallery(Context call) {
    var created =
        libraryStore.createGallery(
            RequestInput.text(call, "name").orElse(""),
            null,
            RequestInput.text(call, "parent").orElse(null),
            mode(call));
    V3Responses.sendOk(call, "Gallery", records.gallery(created));
  }

  private void insertCollection(Context call) {
    var created =
        libraryStore.createCollection(
            RequestInput.text(call, "name").orElse(""),
            null,
            RequestInput.text(call, "parent").orElse(null));
    V3Responses.sendOk(
        call, Json.object("id", created.id(), "Collection", records.collection(created)));
  }

  private void showGallery(Context call) {
    var mode = mode(call);
    V3Responses.sendOk(
        call,
        "Gallery",
        records.gallery(
            libraryStore.changeGallery(
                call.pathParam("id"), each -> each.withMode(mode, libraryStore.now()))));
  }

  private void showCollection(Context call) {
    var mode = mode(call);
    V3Responses.sendOk(
        call,
        "Collection",
        records.collection(
            libraryStore.changeCollection(
                call.pathParam("id"), each -> each.withMode(mode, libraryStore.now()))));
  }

  public static String mode(Context call) {
    var mode = RequestInput.text(call, "mode").orElse("private");
    if (!Set.of("everyone", "permission", "private").contains(mode)) {
      throw PhotoShelterApiException.badRequest("mode is everyone, permission or private");
    }
    return mode;
  }

  private void inherit(Context call, LibraryContainer libraryContainer) {
    var collection = RequestInput.text(call, "collection_id").orElse("");
    sharingService.setInheritance(
        libraryContainer, collection, RequestInput.text(call, "inherit").orElse("t").equals("t"));
    V3Responses.sendOk(call, Json.object());
  }

  private void parents(Context call) {
    var parents =
        gallery(call).parents().stream()
            .map(libraryStore::collection)
            .filter(each -> sharingService.isVisibleTo(call, each, Optional.empty()))
            .map(records::collection)
            .toList();
    V3Responses.sendOk(call, "Parents", V3Responses.nullIfEmpty(parents));
  }

  private void parent(Context call) {
    var parent =
        collection(call).parentIds().stream()
            .map(libraryStore::collection)
            .filter(each -> sharingService.isVisibleTo(call, each, Optional.empty()))
            .findFirst();
    V3Responses.sendOk(call, "Parent", parent.map(records::collection).orElse(null));
  }

  private void children(Context call, @Nullable String parent) {
    var way = Optional.ofNullable(parent);
    way.ifPresent(libraryStore::collection);
    var collections =
        libraryStore.collectionsIn(parent).stream()
            .filter(each -> sharingService.isVisibleTo(call, each, way))
            .map(records::collection)
            .toList();
    var galleries =
        libraryStore.galleriesIn(parent).stream()
            .filter(each -> sharingService.isVisibleTo(call, each, way))
            .map(records::gallery)
            .toList();
    V3Responses.sendOk(
        call,
        "Children",
        Json.object(
            "Collection",
            V3Responses.nullIfEmpty(collections),
            "Gallery",
            V3Responses.nullIfEmpty(galleries)));
  }

  private Gallery gallery(Context call) {
    return libraryStore.gallery(call.pathParam("id"));
  }

  private MediaCollection collection(Context call) {
    return libraryStore.collection(call.pathParam("id"));
  }
}
