package io.proofline.sandbox.photoshelter;

import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Galleries and collections with the joins that {@code include=} asks for; unknown names are left
 * out.
 */
final class V4Includes {
  private final Library library;
  private final V4Answers answers;

  V4Includes(Library library, V4Answers answers) {
    this.library = library;
    this.answers = answers;
  }

  static boolean asked(Context call, String name) {
    return Input.query(call, "include").map(MediaQuery::words).orElse(List.of()).contains(name);
  }

  Map<String, @Nullable Object> gallery(Context call, Gallery gallery) {
    var resource = answers.gallery(gallery);
    var joined = Json.object();
    var parents = gallery.parents().stream().map(library::collection).toList();
    if (asked(call, "parent")) {
      joined.put("parent", data(parents.isEmpty() ? null : answers.collection(parents.getFirst())));
    }
    if (asked(call, "child-count")) {
      joined.put("child-count", data(Json.object("attributes", counts(gallery))));
    }
    if (asked(call, "path")) {
      joined.put("path", data(path(gallery)));
    }
    if (asked(call, "permissions")) {
      joined.put("permissions", data(permissions(gallery.id(), gallery.mode())));
    }
    return finish(call, resource, joined, "galleries", gallery.id());
  }

  Map<String, @Nullable Object> collection(Context call, MediaCollection collection) {
    var resource = answers.collection(collection);
    var joined = Json.object();
    if (asked(call, "parent")) {
      joined.put(
          "parent",
          data(
              collection.parent() == null
                  ? null
                  : answers.collection(library.collection(collection.parent()))));
    }
    if (asked(call, "child-count")) {
      joined.put("child-count", data(Json.object("attributes", counts(collection))));
    }
    if (asked(call, "path")) {
      joined.put("path", data(path(collection)));
    }
    if (asked(call, "permissions")) {
      joined.put("permissions", data(permissions(collection.id(), collection.mode())));
    }
    return finish(call, resource, joined, "collections", collection.id());
  }

  Map<String, @Nullable Object> counts(Gallery gallery) {
    var kinds =
        library.filesOf(gallery.id()).keySet().stream()
            .map(id -> library.media(id).kind())
            .toList();
    return Json.object(
        "total", kinds.size(),
        "images", count(kinds, Media.Kind.IMAGE),
        "videos", count(kinds, Media.Kind.VIDEO),
        "audio", count(kinds, Media.Kind.AUDIO),
        "documents", count(kinds, Media.Kind.DOCUMENT));
  }

  Map<String, @Nullable Object> counts(MediaCollection collection) {
    var below = library.collectionsIn(collection.id()).size();
    var galleries = library.galleriesIn(collection.id()).size();
    return Json.object("total", below + galleries, "collections", below, "galleries", galleries);
  }

  /** The breadcrumb, leaf first. */
  List<Map<String, @Nullable Object>> path(Gallery gallery) {
    var path = new ArrayList<Map<String, @Nullable Object>>();
    path.add(answers.gallery(gallery));
    gallery.parents().stream()
        .limit(1)
        .flatMap(parent -> library.above(parent).stream())
        .forEach(each -> path.add(answers.collection(each)));
    return path;
  }

  List<Map<String, @Nullable Object>> path(MediaCollection collection) {
    return library.above(collection.id()).stream().map(answers::collection).toList();
  }

  static Map<String, @Nullable Object> permissions(String id, String mode) {
    return V4Answers.resource(
        id,
        "permissions",
        Json.object(
            "mode", mode, "native_mode", mode, "native", List.of(), "inherited", List.of()));
  }

  private static long count(List<Media.Kind> kinds, Media.Kind kind) {
    return kinds.stream().filter(kind::equals).count();
  }

  private static Map<String, @Nullable Object> data(@Nullable Object data) {
    return Json.object("data", data);
  }

  private static Map<String, @Nullable Object> finish(
      Context call,
      Map<String, @Nullable Object> resource,
      Map<String, @Nullable Object> joined,
      String family,
      String id) {
    if (!joined.isEmpty()) {
      resource.put("includes", joined);
    }
    resource.put(
        "links",
        Json.object(
            "self", "%s://%s/psapi/v4.0/%s/%s".formatted(call.scheme(), call.host(), family, id)));
    return resource;
  }
}
