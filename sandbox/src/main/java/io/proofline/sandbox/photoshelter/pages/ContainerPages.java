package io.proofline.sandbox.photoshelter.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.PageRenderer;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.http.MultipartUploads;
import io.proofline.sandbox.photoshelter.library.Gallery;
import io.proofline.sandbox.photoshelter.library.LibraryContainer;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.MediaCollection;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pages of a collection and of a gallery: content, upload, visibility. */
final class ContainerPages {
  private final LibraryStore libraryStore;
  private final PhotoShelterStores stores;
  private final LibraryCards libraryCards;
  private final PageRenderer pageRenderer;

  ContainerPages(PhotoShelterStores stores, LibraryCards libraryCards, PageRenderer pageRenderer) {
    this.libraryStore = stores.library;
    this.stores = stores;
    this.libraryCards = libraryCards;
    this.pageRenderer = pageRenderer;
  }

  void addTo(RoutesConfig routes) {
    var gallery = address(LibraryContainer.Kind.GALLERY, "{id}");
    var collection = address(LibraryContainer.Kind.COLLECTION, "{id}");
    routes.get(gallery, call -> show(call, "gallery", model(gallery(call))));
    routes.get(collection, call -> show(call, "collection", model(collection(call))));
    routes.post(gallery + "/upload", this::upload);
    routes.post(gallery + "/put", this::put);
    for (var kind : LibraryContainer.Kind.values()) {
      routes.post(address(kind, "{id}") + "/visibility", call -> setMode(call, kind));
      routes.post(address(kind, "{id}") + "/password", call -> setPassword(call, kind));
    }
    routes.post(collection + "/galleries", call -> add(call, LibraryContainer.Kind.GALLERY));
    routes.post(collection + "/collections", call -> add(call, LibraryContainer.Kind.COLLECTION));
  }

  private static String address(LibraryContainer.Kind kind, String id) {
    var family =
        switch (kind) {
          case GALLERY -> "galleries";
          case COLLECTION -> "collections";
        };
    return "/photoshelter/" + family + "/" + id;
  }

  private void show(Context call, String template, Map<String, @Nullable Object> model) {
    pageRenderer.render(call, String.valueOf(model.get("name")), template, model);
  }

  // ---- actions

  private void upload(Context call) {
    var gallery = gallery(call);
    MultipartUploads.store(call, stores, Optional.of(gallery), true);
    redirectTo(call, gallery);
  }

  /** Adds the chosen files of a gallery to another one. */
  private void put(Context call) {
    var chosen = call.formParams("media").stream().map(libraryStore::media).toList();
    if (chosen.isEmpty()) {
      throw PhotoShelterApiException.badRequest("Choose at least one photograph first");
    }
    var target = libraryStore.gallery(String.valueOf(call.formParam("gallery")));
    chosen.forEach(file -> stores.files.addToGallery(target.id(), file.id()));
    redirectTo(call, gallery(call));
  }

  private void setPassword(Context call, LibraryContainer.Kind kind) {
    var container = stores.containers.find(kind, call.pathParam("id"));
    stores.sharing.setPassword(container, RequestInput.filled(call.formParam("password")));
    redirectTo(call, container);
  }

  private void setMode(Context call, LibraryContainer.Kind kind) {
    var mode = RequestInput.text(call, "mode").orElse("private");
    redirectTo(call, stores.containers.setMode(kind, call.pathParam("id"), mode));
  }

  private void add(Context call, LibraryContainer.Kind kind) {
    var name = RequestInput.filled(call.formParam("name")).orElse("").strip();
    redirectTo(call, stores.containers.create(kind, name, null, collection(call).id()));
  }

  private static void redirectTo(Context call, LibraryContainer libraryContainer) {
    PageRenderer.redirect(call, address(libraryContainer.kind(), libraryContainer.id()));
  }

  // ---- template models

  private Map<String, @Nullable Object> model(Gallery gallery) {
    var files =
        libraryStore.filesOf(gallery.id()).keySet().stream()
            .map(libraryStore::media)
            .map(libraryCards::of)
            .toList();
    var model = commonModel(gallery);
    model.put("files", files);
    model.put("empty", files.isEmpty());
    model.put(
        "others",
        libraryStore.galleries().stream()
            .filter(each -> !each.id().equals(gallery.id()))
            .map(libraryCards::target)
            .toList());
    return model;
  }

  private Map<String, @Nullable Object> model(MediaCollection collection) {
    var model = commonModel(collection);
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

  private Map<String, @Nullable Object> commonModel(LibraryContainer libraryContainer) {
    return Json.object(
        "id",
        libraryContainer.id(),
        "name",
        libraryContainer.name(),
        "above",
        libraryCards.above(libraryContainer),
        "modes",
        modes(libraryContainer),
        "password",
        stores.sharing.password(libraryContainer).orElse(""),
        "address",
        address(libraryContainer.kind(), libraryContainer.id()));
  }

  private static List<Map<String, @Nullable Object>> modes(LibraryContainer libraryContainer) {
    return Stream.of("everyone", "permission", "private")
        .map(mode -> Json.object("mode", mode, "chosen", mode.equals(libraryContainer.mode())))
        .toList();
  }

  private Gallery gallery(Context call) {
    return libraryStore.gallery(call.pathParam("id"));
  }

  private MediaCollection collection(Context call) {
    return libraryStore.collection(call.pathParam("id"));
  }
}
