package io.proofline.sandbox.photoshelter.v4;

import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.access.AnonymousAccess;
import io.proofline.sandbox.photoshelter.access.SharingService;
import io.proofline.sandbox.photoshelter.account.ResourceObject;
import io.proofline.sandbox.photoshelter.http.PageWindow;
import io.proofline.sandbox.photoshelter.library.Gallery;
import io.proofline.sandbox.photoshelter.library.LibraryContainer;
import io.proofline.sandbox.photoshelter.library.LibraryContainers;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.photoshelter.library.MediaCollection;
import io.proofline.sandbox.photoshelter.library.MediaQuery;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Serialises galleries and collections with the joins that {@code include=} requests; unknown names
 * are ignored.
 */
public final class V4Includes {
  private final LibraryStore libraryStore;
  private final LibraryContainers libraryContainers;
  private final SharingService sharingService;
  private final Supplier<URI> origin;
  private final V4Responses responses;
  private final Map<String, BiFunction<Context, LibraryContainer, @Nullable Object>> joins =
      new LinkedHashMap<>();

  public V4Includes(PhotoShelterStores stores, V4Responses responses) {
    this.libraryStore = stores.library;
    this.libraryContainers = stores.containers;
    this.sharingService = stores.sharing;
    this.origin = stores.origin;
    this.responses = responses;
    joins.put("parent", (call, libraryContainer) -> parent(call, libraryContainer).orElse(null));
    joins.put(
        "child-count",
        (_, libraryContainer) -> Json.object("attributes", counts(libraryContainer)));
    joins.put("path", this::path);
    joins.put("permissions", this::permissions);
    joins.put("access", (_, libraryContainer) -> access(libraryContainer));
    joins.put("link", V4Includes::link);
    joins.put(
        "key-image",
        (_, libraryContainer) ->
            libraryContainers.keyImage(libraryContainer).map(responses::media).orElse(null));
  }

  /** A file with its link, if the call asks for it by {@code include=link}. */
  Map<String, @Nullable Object> withLink(
      Context call, Media file, Map<String, @Nullable Object> shown) {
    if (isRequested(call, "link")) {
      shown.put("includes", Json.object("link", Json.object("data", imageLink(call, file))));
    }
    return shown;
  }

  /** The address of a rendition in the size and mode that the call asks for. */
  Map<String, @Nullable Object> imageLink(Context call, Media file) {
    var mode = RequestInput.query(call, "image_mode").orElse("fit");
    var size = RequestInput.query(call, "image_size").orElse("600x400");
    var link = "%s/img-get2/%s/%s=%s".formatted(origin.get(), file.id(), mode, size);
    return ResourceObject.resource(file.id(), "link", Json.object("link", link));
  }

  static boolean isRequested(Context call, String name) {
    return RequestInput.query(call, "include")
        .map(MediaQuery::splitList)
        .orElse(List.of())
        .contains(name);
  }

  /** The container as one resource of a response. */
  Map<String, @Nullable Object> container(Context call, LibraryContainer libraryContainer) {
    var resource = responses.container(call, libraryContainer);
    var joined = Json.object();
    joins.forEach((name, join) -> {
      if (isRequested(call, name)) {
        joined.put(name, Json.object("data", join.apply(call, libraryContainer)));
      }
    });
    if (!joined.isEmpty()) {
      resource.put("includes", joined);
    }
    resource.put("links", Json.object("self", self(call, libraryContainer)));
    return resource;
  }

  /** A list, which pages only when both parameters are sent. */
  void list(Context call, List<? extends LibraryContainer> all, int lastPage) {
    var paging = PageWindow.ifRequested(call, lastPage);
    var window = paging.<List<? extends LibraryContainer>>map(each -> each.slice(all)).orElse(all);
    var shown = window.stream().map(each -> container(call, each)).toList();
    paging.ifPresentOrElse(
        each -> responses.sendPage(call, shown, each.meta(call, all.size())),
        () -> responses.sendAll(call, shown));
  }

  Map<String, @Nullable Object> counts(LibraryContainer libraryContainer) {
    return switch (libraryContainer) {
      case Gallery gallery -> counts(gallery);
      case MediaCollection collection -> counts(collection);
    };
  }

  /** The breadcrumb, leaf first. */
  List<Map<String, @Nullable Object>> path(Context call, LibraryContainer libraryContainer) {
    var above =
        libraryContainer.parentIds().stream()
            .limit(1)
            .flatMap(id -> libraryStore.ancestors(id).stream());
    return Stream.concat(
            Stream.of(libraryContainer),
            above.filter(each -> sharingService.isVisibleTo(call, each, Optional.empty())))
        .map(each -> responses.container(call, each))
        .toList();
  }

  Map<String, @Nullable Object> permissions(Context call, LibraryContainer libraryContainer) {
    return sharingService.permissions(
        libraryContainer, SharingService.context(call), !AnonymousAccess.isAnonymous(call));
  }

  /** The container's effective visibility, without its permissions. */
  Map<String, @Nullable Object> access(LibraryContainer libraryContainer) {
    var mode = Json.object("mode", sharingService.mode(libraryContainer));
    return ResourceObject.resource(libraryContainer.accessId(), "access", mode);
  }

  /** The address of the container's page; the address grants no access. */
  static Map<String, @Nullable Object> link(Context call, LibraryContainer libraryContainer) {
    var kind = libraryContainer instanceof Gallery ? "gallery" : "gallery-collection";
    var name = libraryContainer.name().replaceAll("[^\\p{Alnum}]+", "-");
    var url =
        "%s://%s/%s/%s/%s".formatted(call.scheme(), call.host(), kind, name, libraryContainer.id());
    return ResourceObject.resource(null, "url", Json.object("url", url));
  }

  private Optional<Map<String, @Nullable Object>> parent(
      Context call, LibraryContainer libraryContainer) {
    return libraryContainer.parentIds().stream()
        .findFirst()
        .map(libraryStore::collection)
        .filter(parent -> sharingService.isVisibleTo(call, parent, Optional.empty()))
        .map(parent -> responses.container(call, parent));
  }

  private Map<String, @Nullable Object> counts(Gallery gallery) {
    var kinds =
        libraryStore.filesOf(gallery.id()).keySet().stream()
            .map(id -> libraryStore.media(id).kind())
            .toList();
    return Json.object(
        "total", kinds.size(),
        "images", count(kinds, Media.Kind.IMAGE),
        "videos", count(kinds, Media.Kind.VIDEO),
        "audio", count(kinds, Media.Kind.AUDIO),
        "documents", count(kinds, Media.Kind.DOCUMENT));
  }

  private Map<String, @Nullable Object> counts(MediaCollection collection) {
    var below = libraryStore.collectionsIn(collection.id()).size();
    var galleries = libraryStore.galleriesIn(collection.id()).size();
    return Json.object("total", below + galleries, "collections", below, "galleries", galleries);
  }

  private static long count(List<Media.Kind> kinds, Media.Kind kind) {
    return kinds.stream().filter(kind::equals).count();
  }

  private static String self(Context call, LibraryContainer libraryContainer) {
    var family = libraryContainer instanceof Gallery ? "galleries" : "collections";
    return "%s://%s/psapi/v4.0/%s/%s"
        .formatted(call.scheme(), call.host(), family, libraryContainer.id());
  }
}
