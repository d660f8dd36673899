package io.proofline.sandbox.photoshelter;

import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Galleries and collections with the joins that {@code include=} asks for; unknown names are left
 * out.
 */
final class V4Includes {
  private final Library library;
  private final Sharing sharing;
  private final V4Answers answers;
  private final Map<String, BiFunction<Context, Container, @Nullable Object>> joins =
      new LinkedHashMap<>();

  V4Includes(Library library, Sharing sharing, V4Answers answers) {
    this.library = library;
    this.sharing = sharing;
    this.answers = answers;
    joins.put("parent", (call, container) -> parent(call, container).orElse(null));
    joins.put("child-count", (_, container) -> Json.object("attributes", counts(container)));
    joins.put("path", this::path);
    joins.put("permissions", this::permissions);
    joins.put("access", (_, container) -> access(container));
    joins.put("link", V4Includes::link);
    joins.put("key-image", (_, container) -> keyImage(container).map(answers::media).orElse(null));
  }

  static boolean asked(Context call, String name) {
    return Input.query(call, "include").map(MediaQuery::words).orElse(List.of()).contains(name);
  }

  /** The container as one item of an answer. */
  Map<String, @Nullable Object> container(Context call, Container container) {
    var resource = answers.container(call, container);
    var joined = Json.object();
    joins.forEach((name, join) -> {
      if (asked(call, name)) {
        joined.put(name, Json.object("data", join.apply(call, container)));
      }
    });
    if (!joined.isEmpty()) {
      resource.put("includes", joined);
    }
    resource.put("links", Json.object("self", self(call, container)));
    return resource;
  }

  /** A list, which pages only when both parameters are sent. */
  void list(Context call, List<? extends Container> all, int lastPage) {
    var paging = Paging.whenAsked(call, lastPage);
    var window = paging.<List<? extends Container>>map(each -> each.cut(all)).orElse(all);
    var shown = window.stream().map(each -> container(call, each)).toList();
    paging.ifPresentOrElse(
        each -> answers.page(call, shown, each.meta(call, all.size())),
        () -> answers.all(call, shown));
  }

  Map<String, @Nullable Object> counts(Container container) {
    return switch (container) {
      case Gallery gallery -> counts(gallery);
      case MediaCollection collection -> counts(collection);
    };
  }

  /** The breadcrumb, leaf first. */
  List<Map<String, @Nullable Object>> path(Context call, Container container) {
    var above = container.within().stream().limit(1).flatMap(id -> library.above(id).stream());
    return Stream.concat(
            Stream.of(container),
            above.filter(each -> sharing.showsTo(call, each, Optional.empty())))
        .map(each -> answers.container(call, each))
        .toList();
  }

  Map<String, @Nullable Object> permissions(Context call, Container container) {
    return sharing.permissions(container, Sharing.context(call), !Visitors.is(call));
  }

  /** Who sees it, without saying why. */
  Map<String, @Nullable Object> access(Container container) {
    var mode = Json.object("mode", sharing.mode(container));
    return V4Answers.resource(container.accessId(), "access", mode);
  }

  /** The first image in it, or in what is below it. */
  Optional<Media> keyImage(Container container) {
    return switch (container) {
      case Gallery gallery ->
          library.filesOf(gallery.id()).keySet().stream()
              .map(library::media)
              .filter(file -> file.kind() == Media.Kind.IMAGE)
              .findFirst();
      case MediaCollection collection ->
          Stream.<Container>concat(
                  library.galleriesIn(collection.id()).stream(),
                  library.collectionsIn(collection.id()).stream())
              .flatMap(child -> keyImage(child).stream())
              .findFirst();
    };
  }

  /** Where a person would see it; the address grants nothing. */
  static Map<String, @Nullable Object> link(Context call, Container container) {
    var kind = container instanceof Gallery ? "gallery" : "gallery-collection";
    var name = container.name().replaceAll("[^\\p{Alnum}]+", "-");
    var url = "%s://%s/%s/%s/%s".formatted(call.scheme(), call.host(), kind, name, container.id());
    return V4Answers.resource(null, "url", Json.object("url", url));
  }

  private Optional<Map<String, @Nullable Object>> parent(Context call, Container container) {
    return container.within().stream()
        .findFirst()
        .map(library::collection)
        .filter(parent -> sharing.showsTo(call, parent, Optional.empty()))
        .map(parent -> answers.container(call, parent));
  }

  private Map<String, @Nullable Object> counts(Gallery gallery) {
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

  private Map<String, @Nullable Object> counts(MediaCollection collection) {
    var below = library.collectionsIn(collection.id()).size();
    var galleries = library.galleriesIn(collection.id()).size();
    return Json.object("total", below + galleries, "collections", below, "galleries", galleries);
  }

  private static long count(List<Media.Kind> kinds, Media.Kind kind) {
    return kinds.stream().filter(kind::equals).count();
  }

  private static String self(Context call, Container container) {
    var family = container instanceof Gallery ? "galleries" : "collections";
    return "%s://%s/psapi/v4.0/%s/%s".formatted(call.scheme(), call.host(), family, container.id());
  }
}
