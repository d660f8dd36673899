package io.proofline.sandbox.photoshelter.v3;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.access.SharingService;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.http.PageWindow;
import io.proofline.sandbox.photoshelter.library.Gallery;
import io.proofline.sandbox.photoshelter.library.LibraryContainer;
import io.proofline.sandbox.photoshelter.library.LibraryContainers;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Routes of galleries and collections over v3. */
final class V3ContainerRoutes {
  private final LibraryStore libraryStore;
  private final LibraryContainers libraryContainers;
  private final SharingService sharingService;
  private final PhotoShelterSettings settings;
  private final V3Json records;
  private final V3ContainerJoins joins;

  V3ContainerRoutes(PhotoShelterStores stores, V3Json records) {
    this.libraryStore = stores.library;
    this.libraryContainers = stores.containers;
    this.sharingService = stores.sharing;
    this.settings = stores.settings;
    this.records = records;
    this.joins = new V3ContainerJoins(stores, records);
  }

  void addTo(RoutesConfig routes, String base) {
    routes.get(base + "/gallery/query", this::galleries);
    routes.get(base + "/collection/root/children", call -> children(call, null));
    for (var kind : LibraryContainer.Kind.values()) {
      var all = base + "/" + kind.label();
      routes.get(all + "/insert", call -> insert(call, kind));
      routes.post(all + "/insert", call -> insert(call, kind));
      routes.post(all + "/{id}/visibility/update", call -> setMode(call, kind));
      routes.post(all + "/{id}/permission/inherit", call -> inherit(call, kind));
    }
    addOneTo(routes, base);
  }

  /** Adds the reads of one gallery or collection; members and the public API of v3 share them. */
  void addOneTo(RoutesConfig routes, String base) {
    for (var kind : LibraryContainer.Kind.values()) {
      routes.get(base + "/" + kind.label() + "/{id}", call -> sendOne(call, container(call, kind)));
    }
    var gallery = base + "/gallery/{id}";
    routes.get(gallery + "/images", this::images);
    routes.get(gallery + "/media", this::media);
    routes.get(gallery + "/parent", this::parents);
    var collection = base + "/collection/{id}";
    routes.get(collection + "/parent", this::parent);
    routes.get(collection + "/children", call -> children(call, call.pathParam("id")));
  }

  private void galleries(Context call) {
    var parent = Optional.ofNullable(call.queryParam("parent"));
    var all =
        parent
            .map(id -> libraryStore.galleriesIn(id.isBlank() ? null : id))
            .orElseGet(libraryStore::galleries);
    V3Responses.sendOk(call, "Gallery", rows(all));
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

  private void insert(Context call, LibraryContainer.Kind kind) {
    var name = RequestInput.text(call, "name").orElse("");
    var parent = RequestInput.text(call, "parent").orElse(null);
    switch (kind) {
      case GALLERY ->
          sendOne(call, libraryContainers.createGallery(name, null, parent, mode(call)));
      case COLLECTION -> {
        var created = libraryContainers.createCollection(name, null, parent);
        V3Responses.sendOk(
            call, Json.object("id", created.id(), "Collection", records.collection(created)));
      }
    }
  }

  private void setMode(Context call, LibraryContainer.Kind kind) {
    sendOne(call, libraryContainers.setMode(kind, call.pathParam("id"), mode(call)));
  }

  private static String mode(Context call) {
    return RequestInput.text(call, "mode").orElse("private");
  }

  private void inherit(Context call, LibraryContainer.Kind kind) {
    sharingService.setInheritance(
        container(call, kind),
        RequestInput.text(call, "collection_id").orElse(""),
        RequestInput.text(call, "inherit").orElse("t").equals("t"));
    V3Responses.sendOk(call, Json.object());
  }

  private void parents(Context call) {
    V3Responses.sendOk(call, "Parents", rows(sharingService.visibleParents(call, gallery(call))));
  }

  private void parent(Context call) {
    var collection = container(call, LibraryContainer.Kind.COLLECTION);
    var parent = sharingService.visibleParents(call, collection).stream().findFirst();
    V3Responses.sendOk(call, "Parent", parent.map(records::collection).orElse(null));
  }

  private void children(Context call, @Nullable String parent) {
    Optional.ofNullable(parent).ifPresent(libraryStore::collection);
    V3Responses.sendOk(
        call,
        "Children",
        Json.object(
            "Collection", rows(sharingService.visibleCollections(call, parent)),
            "Gallery", rows(sharingService.visibleGalleries(call, parent))));
  }

  private void sendOne(Context call, LibraryContainer libraryContainer) {
    V3Responses.sendOk(
        call, V3Json.recordName(libraryContainer), joins.container(call, libraryContainer));
  }

  private @Nullable Object rows(List<? extends LibraryContainer> all) {
    return V3Responses.nullIfEmpty(all.stream().map(records::container).toList());
  }

  private LibraryContainer container(Context call, LibraryContainer.Kind kind) {
    return libraryContainers.find(kind, call.pathParam("id"));
  }

  private Gallery gallery(Context call) {
    return libraryStore.gallery(call.pathParam("id"));
  }
}
