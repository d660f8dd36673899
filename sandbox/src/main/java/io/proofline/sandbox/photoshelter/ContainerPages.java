package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.Site;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One collection or one gallery: what is in it, what can be put in, who sees it. */
final class ContainerPages {
  private final Library library;
  private final Account account;
  private final Cards cards;
  private final Site site;

  ContainerPages(Holdings holdings, Cards cards, Site site) {
    this.library = holdings.library;
    this.account = holdings.account;
    this.cards = cards;
    this.site = site;
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
    site.show(call, String.valueOf(model.get("name")), template, model);
  }

  // ---- actions

  private void upload(Context call) {
    var gallery = gallery(call);
    for (var part : Uploads.parts(call)) {
      library.upload(
          Uploads.bytes(part),
          part.filename(),
          account.userId(),
          true,
          java.util.Optional.of(gallery));
    }
    Site.goTo(call, "/photoshelter/galleries/" + gallery.id());
  }

  private void showGallery(Context call) {
    var mode = V3Containers.mode(call);
    library.changeGallery(gallery(call).id(), each -> each.visibleTo(mode, library.now()));
    Site.goTo(call, "/photoshelter/galleries/" + call.pathParam("id"));
  }

  private void showCollection(Context call) {
    var mode = V3Containers.mode(call);
    library.changeCollection(collection(call).id(), each -> each.visibleTo(mode, library.now()));
    Site.goTo(call, "/photoshelter/collections/" + call.pathParam("id"));
  }

  private void addGallery(Context call) {
    var created = library.createGallery(name(call), null, collection(call).id(), "private");
    Site.goTo(call, "/photoshelter/galleries/" + created.id());
  }

  private void addCollection(Context call) {
    var created = library.createCollection(name(call), null, collection(call).id());
    Site.goTo(call, "/photoshelter/collections/" + created.id());
  }

  // ---- what the templates show

  private Map<String, @Nullable Object> model(Gallery gallery) {
    var files =
        library.filesOf(gallery.id()).keySet().stream().map(library::media).map(cards::of).toList();
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
        library.collectionsIn(collection.id()).stream()
            .map(each -> Json.object("id", each.id(), "name", each.name()))
            .toList());
    model.put("galleries", library.galleriesIn(collection.id()).stream().map(cards::of).toList());
    return model;
  }

  private Map<String, @Nullable Object> common(Container container) {
    return Json.object(
        "id",
        container.id(),
        "name",
        container.name(),
        "above",
        cards.above(container),
        "modes",
        modes(container));
  }

  private static List<Map<String, @Nullable Object>> modes(Container container) {
    return Stream.of("everyone", "permission", "private")
        .map(mode -> Json.object("mode", mode, "chosen", mode.equals(container.mode())))
        .toList();
  }

  private static String name(Context call) {
    return Input.filled(call.formParam("name")).orElse("").strip();
  }

  private Gallery gallery(Context call) {
    return library.gallery(call.pathParam("id"));
  }

  private MediaCollection collection(Context call) {
    return library.collection(call.pathParam("id"));
  }
}
