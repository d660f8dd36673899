package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Galleries and collections. */
final class V3Containers {
  private final Library library;
  private final PhotoShelterSettings settings;
  private final V3Records records;

  V3Containers(Library library, PhotoShelterSettings settings, V3Records records) {
    this.library = library;
    this.settings = settings;
    this.records = records;
  }

  void addTo(RoutesConfig routes, String base) {
    routes.get(base + "/gallery/query", this::galleries);
    routes.get(base + "/gallery/insert", this::insertGallery);
    routes.post(base + "/gallery/insert", this::insertGallery);
    routes.get(
        base + "/gallery/{id}",
        call ->
            V3Answers.ok(call, "Gallery", records.gallery(library.gallery(call.pathParam("id")))));
    routes.get(base + "/gallery/{id}/images", this::images);
    routes.get(base + "/gallery/{id}/parent", this::parents);
    routes.get(base + "/collection/insert", this::insertCollection);
    routes.post(base + "/collection/insert", this::insertCollection);
    routes.get(base + "/collection/root/children", call -> children(call, null));
    routes.get(
        base + "/collection/{id}",
        call ->
            V3Answers.ok(
                call, "Collection", records.collection(library.collection(call.pathParam("id")))));
    routes.get(base + "/collection/{id}/children", call -> children(call, call.pathParam("id")));
    routes.post(base + "/gallery/{id}/visibility/update", this::showGallery);
    routes.post(base + "/collection/{id}/visibility/update", this::showCollection);
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
    var gallery = library.gallery(call.pathParam("id"));
    var files = library.mediaIn(gallery.id());
    var paging = Paging.of(call, settings.limits().lastPage());
    var rows = paging.cut(files).stream().map(file -> records.galleryImage(call, file)).toList();
    V3Answers.ok(call, V3Answers.paged(call, "GalleryImage", rows, paging, files.size()));
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

  private static String mode(Context call) {
    var mode = Input.text(call, "mode").orElse("private");
    if (!Set.of("everyone", "permission", "private").contains(mode)) {
      throw Refused.badRequest("mode is everyone, permission or private");
    }
    return mode;
  }

  private void parents(Context call) {
    var parents =
        library.gallery(call.pathParam("id")).parents().stream()
            .map(library::collection)
            .map(records::collection)
            .toList();
    V3Answers.ok(call, "Parents", V3Answers.orNull(parents));
  }

  private void children(Context call, @Nullable String parent) {
    var collections =
        library.collectionsIn(parent == null ? null : library.collection(parent).id());
    V3Answers.ok(
        call,
        "Children",
        Json.object(
            "Collection", V3Answers.orNull(collections.stream().map(records::collection).toList()),
            "Gallery",
                V3Answers.orNull(
                    library.galleriesIn(parent).stream().map(records::gallery).toList())));
  }
}
