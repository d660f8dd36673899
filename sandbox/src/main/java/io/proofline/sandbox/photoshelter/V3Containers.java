package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Galleries and collections. */
final class V3Containers {
  private final Library library;
  private final Sharing sharing;
  private final PhotoShelterSettings settings;
  private final V3Records records;

  V3Containers(Holdings holdings, V3Records records) {
    this.library = holdings.library;
    this.sharing = holdings.sharing;
    this.settings = holdings.settings;
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

  /** One gallery or collection, which the public half of v3 shows too. */
  void addOneTo(RoutesConfig routes, String base) {
    var gallery = base + "/gallery/{id}";
    routes.get(gallery, call -> V3Answers.ok(call, "Gallery", records.gallery(gallery(call))));
    routes.get(gallery + "/images", this::images);
    routes.get(gallery + "/media", this::media);
    routes.get(gallery + "/parent", this::parents);
    var collection = base + "/collection/{id}";
    routes.get(
        collection, call -> V3Answers.ok(call, "Collection", records.collection(collection(call))));
    routes.get(collection + "/parent", this::parent);
    routes.get(collection + "/children", call -> children(call, call.pathParam("id")));
  }

  private void galleries(Context call) {
    var parent = Optional.ofNullable(call.queryParam("parent"));
    var all =
        parent
            .map(id -> library.galleriesIn(id.isBlank() ? null : id))
            .orElseGet(library::galleries);
    V3Answers.ok(call, "Gallery", V3Answers.orNull(all.stream().map(records::gallery).toList()));
  }

  private void images(Context call) {
    page(call, "GalleryImage", V3Containers::isImage, file -> records.galleryImage(call, file));
  }

  /** All kinds of files, each row named after its kind. */
  private void media(Context call) {
    page(call, "GalleryMedia", _ -> true, file -> records.galleryMedia(call, file));
  }

  private void page(
      Context call,
      String name,
      Predicate<Media> shown,
      Function<Media, Map<String, @Nullable Object>> row) {
    var files = library.mediaIn(gallery(call).id()).stream().filter(shown).toList();
    var paging = Paging.of(call, settings.limits().lastPage());
    var rows = paging.cut(files).stream().map(row).toList();
    V3Answers.ok(call, V3Answers.paged(call, name, rows, paging, files.size()));
  }

  private static boolean isImage(Media file) {
    return file.kind() == Media.Kind.IMAGE;
  }

  private void insertGallery(Context call) {
    var created =
        library.createGallery(
            Input.text(call, "name").orElse(""),
            null,
            Input.text(call, "parent").orElse(null),
            mode(call));
    V3Answers.ok(call, "Gallery", records.gallery(created));
  }

  private void insertCollection(Context call) {
    var created =
        library.createCollection(
            Input.text(call, "name").orElse(""), null, Input.text(call, "parent").orElse(null));
    V3Answers.ok(call, Json.object("id", created.id(), "Collection", records.collection(created)));
  }

  private void showGallery(Context call) {
    var mode = mode(call);
    V3Answers.ok(
        call,
        "Gallery",
        records.gallery(
            library.changeGallery(
                call.pathParam("id"), each -> each.visibleTo(mode, library.now()))));
  }

  private void showCollection(Context call) {
    var mode = mode(call);
    V3Answers.ok(
        call,
        "Collection",
        records.collection(
            library.changeCollection(
                call.pathParam("id"), each -> each.visibleTo(mode, library.now()))));
  }

  static String mode(Context call) {
    var mode = Input.text(call, "mode").orElse("private");
    if (!Set.of("everyone", "permission", "private").contains(mode)) {
      throw Refused.badRequest("mode is everyone, permission or private");
    }
    return mode;
  }

  private void inherit(Context call, Container container) {
    var collection = Input.text(call, "collection_id").orElse("");
    sharing.inherit(container, collection, Input.text(call, "inherit").orElse("t").equals("t"));
    V3Answers.ok(call, Json.object());
  }

  private void parents(Context call) {
    var parents =
        gallery(call).parents().stream()
            .map(library::collection)
            .filter(each -> sharing.showsTo(call, each, Optional.empty()))
            .map(records::collection)
            .toList();
    V3Answers.ok(call, "Parents", V3Answers.orNull(parents));
  }

  private void parent(Context call) {
    var parent =
        collection(call).within().stream()
            .map(library::collection)
            .filter(each -> sharing.showsTo(call, each, Optional.empty()))
            .findFirst();
    V3Answers.ok(call, "Parent", parent.map(records::collection).orElse(null));
  }

  private void children(Context call, @Nullable String parent) {
    var way = Optional.ofNullable(parent);
    way.ifPresent(library::collection);
    var collections =
        library.collectionsIn(parent).stream()
            .filter(each -> sharing.showsTo(call, each, way))
            .map(records::collection)
            .toList();
    var galleries =
        library.galleriesIn(parent).stream()
            .filter(each -> sharing.showsTo(call, each, way))
            .map(records::gallery)
            .toList();
    V3Answers.ok(
        call,
        "Children",
        Json.object(
            "Collection", V3Answers.orNull(collections), "Gallery", V3Answers.orNull(galleries)));
  }

  private Gallery gallery(Context call) {
    return library.gallery(call.pathParam("id"));
  }

  private MediaCollection collection(Context call) {
    return library.collection(call.pathParam("id"));
  }
}
