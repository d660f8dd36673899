package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.Site;
import io.proofline.sandbox.web.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole library: the tree of collections, shelves of galleries, the trash. */
final class LibraryPages {
  private final Library library;
  private final Cards cards;
  private final Site site;

  LibraryPages(Holdings holdings, Cards cards, Site site) {
    this.library = holdings.library;
    this.cards = cards;
    this.site = site;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/photoshelter", call -> site.show(call, "Library", "library", model()));
    routes.get("/photoshelter/trash", call -> site.show(call, "Trash", "trash", trash()));
    routes.post("/photoshelter/trash/{id}/restore", this::restore);
  }

  private void restore(Context call) {
    Site.goTo(call, "/photoshelter/media/" + library.restore(call.pathParam("id")).id());
  }

  private Map<String, @Nullable Object> trash() {
    return Json.object("files", library.trash().stream().map(cards::of).toList());
  }

  private Map<String, @Nullable Object> model() {
    var shelves = new ArrayList<Map<String, @Nullable Object>>();
    addShelves(shelves, null, "");
    shelves.sort(Comparator.comparing(shelf -> !Boolean.TRUE.equals(shelf.get("forReview"))));
    return Json.object(
        "shelves", shelves, "branches", branches(null), "trashed", library.trash().size());
  }

  /** The tree; a branch without branches of its own says so, for templates look outwards. */
  private List<Map<String, @Nullable Object>> branches(@Nullable String parent) {
    return library.collectionsIn(parent).stream()
        .map(each ->
            Json.object(
                "id", each.id(),
                "name", each.name(),
                "galleries", library.galleriesIn(each.id()).size(),
                "branches", branches(each.id())))
        .toList();
  }

  private void addShelves(
      List<Map<String, @Nullable Object>> shelves, @Nullable String collection, String path) {
    var galleries = library.galleriesIn(collection).stream().map(cards::of).toList();
    if (!galleries.isEmpty()) {
      shelves.add(
          Json.object(
              "name",
              path.isEmpty() ? "At the top" : path,
              "galleries",
              galleries,
              "forReview",
              galleries.stream().anyMatch(each -> Boolean.TRUE.equals(each.get("forReview")))));
    }
    for (var child : library.collectionsIn(collection)) {
      addShelves(shelves, child.id(), path.isEmpty() ? child.name() : path + " › " + child.name());
    }
  }
}
