package io.proofline.sandbox.photoshelter.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.PageRenderer;
import io.proofline.sandbox.photoshelter.account.PhotoShelterAccount;
import io.proofline.sandbox.photoshelter.common.MultipartUploads;
import io.proofline.sandbox.photoshelter.common.PhotoShelterStores;
import io.proofline.sandbox.photoshelter.library.Gallery;
import io.proofline.sandbox.photoshelter.library.LibraryContainer;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.MediaCollection;
import io.proofline.sandbox.photoshelter.v3.V3ContainerRoutes;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pages of a collection and of a gallery: content, upload, visibility. */
final class ContainerPages {
  private final LibraryStore libraryStore;
  private final PhotoShelterAccount photoShelterAccount;
  private final LibraryCards libraryCards;
  private final PageRenderer pageRenderer;

  ContainerPages(PhotoShelterStores stores, LibraryCards libraryCards, PageRenderer pageRenderer) {
    this.libraryStore = stores.library;
    this.photoShelterAccount = stores.account;
    this.libraryCards = libraryCards;
    this.pageRenderer = pageRenderer;
  }

  void addTo(RoutesConfig routes) {
    var gallery = "/photoshelter/galleries/{id}";
    var collection = "/photoshelter/collections/{id}";
    routes.get(gallery, call -> show(call, "gallery", model(gallery(call))));
    routes.get(collection, call -> show(call, "collection", model(collection(call))));
    routes.post(gallery + "/upload", this::upload);
    routes.post(gallery + "/visibility", this::showGallery);
    routes.post(collection + "/visibility", this::showCollection);
    routes.post(collection + "/galleries", this::addGallery);
    routes.post(collection + "/collections", this::addCollection);
  }

  private void show(Context call, String template, Map<String, @Nullable Object> model) {
    pageRenderer.render(call, String.valueOf(model.get("name")), template, model);
  }

  // ---- actions

  private void upload(Context call) {
    var gallery = gallery(call);
    for (var part : MultipartUploads.parts(call)) {
      libraryStore.upload(
          MultipartUploads.bytes(part),
          part.filename(),
          photoShelterAccount.userId(),
          true,
          java.util.Optional.of(gallery));
    }
    PageRenderer.redirect(call, "/photoshelter/galleries/" + gallery.id());
  }

  private void showGallery(Context call) {
    var mode = V3ContainerRoutes.mode(call);
    libraryStore.changeGallery(gallery(call).id(), each -> each.withMode(mode, libraryStore.now()));
    PageRenderer.redirect(call, "/photoshelter/galleries/" + call.pathParam("id"));
  }

  private void showCollection(Context call) {
    var mode = V3ContainerRoutes.mode(call);
    libraryStore.changeCollection(
        collection(call).id(), each -> each.withMode(mode, libraryStore.now()));
    PageRenderer.redirect(call, "/photoshelter/collections/" + call.pathParam("id"));
  }

  private void addGallery(Context call) {
    var created = libraryStore.createGallery(name(call), null, collection(call).id(), "private");
    PageRenderer.redirect(call, "/photoshelter/galleries/" + created.id());
  }

  private void addCollection(Context call) {
    var created = libraryStore.createCollection(name(call), null, collection(call).id());
    PageRenderer.redirect(call, "/photoshelter/collections/" + created.id());
  }

  // ---- template models

  private Map<String, @Nullable Object> model(Gallery gallery) {
    var files =
        libraryStore.filesOf(gallery.id()).keySet().stream()
            .map(libraryStore::media)
            .map(libraryCards::of)
            .toList();
    var model = common(gallery);
    model.put("files", files);
    model.put("empty", files.isEmpty());
    return model;
  }

  private Map<String, @Nullable Object> model(MediaCollection collection) {
    var model = common(collection);
    model.put("description", collection.description());
    model.put(
        "collections",
        libraryStore.collectionsIn(collection.id()).stream()
            .map(each -> Json.object("id", each.id(), "name", each.name()))
            .toList());
    model.put(
        "galleries",
        libraryStore.galleriesIn(collection.id()).stream().map(libraryCards::of).toList());
    return model;
  }

  private Map<String, @Nullable Object> common(LibraryContainer libraryContainer) {
    return Json.object(
        "id",
        libraryContainer.id(),
        "name",
        libraryContainer.name(),
        "above",
        libraryCards.above(libraryContainer),
        "modes",
        modes(libraryContainer));
  }

  private static List<Map<String, @Nullable Object>> modes(LibraryContainer libraryContainer) {
    return Stream.of("everyone", "permission", "private")
        .map(mode -> Json.object("mode", mode, "chosen", mode.equals(libraryContainer.mode())))
        .toList();
  }

  private static String name(Context call) {
    return RequestInput.filled(call.formParam("name")).orElse("").strip();
  }

  private Gallery gallery(Context call) {
    return libraryStore.gallery(call.pathParam("id"));
  }

  private MediaCollection collection(Context call) {
    return libraryStore.collection(call.pathParam("id"));
  }
}
