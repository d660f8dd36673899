package io.proofline.sandbox.photoshelter.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.PageRenderer;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.MediaFiles;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.web.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages of the whole library: tree of collections, galleries, trash. */
final class LibraryPages {
  private final LibraryStore libraryStore;
  private final MediaFiles mediaFiles;
  private final LibraryCards libraryCards;
  private final PageRenderer pageRenderer;

  LibraryPages(PhotoShelterStores stores, LibraryCards libraryCards, PageRenderer pageRenderer) {
    this.libraryStore = stores.library;
    this.mediaFiles = stores.files;
    this.libraryCards = libraryCards;
    this.pageRenderer = pageRenderer;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/photoshelter", call -> pageRenderer.render(call, "Library", "library", model()));
    routes.get("/photoshelter/trash", call -> pageRenderer.render(call, "Trash", "trash", trash()));
    routes.post("/photoshelter/trash/{id}/restore", this::restore);
  }

  private void restore(Context call) {
    PageRenderer.redirect(
        call, "/photoshelter/media/" + mediaFiles.restore(call.pathParam("id")).id());
  }

  private Map<String, @Nullable Object> trash() {
    return Json.object("files", libraryStore.trash().stream().map(libraryCards::of).toList());
  }

  private Map<String, @Nullable Object> model() {
    var groups = new ArrayList<Map<String, @Nullable Object>>();
    addGalleryGroups(groups, null, "");
    groups.sort(Comparator.comparing(group -> !Boolean.TRUE.equals(group.get("forReview"))));
    return Json.object(
        "groups", groups, "branches", branches(null), "trashed", libraryStore.trash().size());
  }

  /**
   * The tree of collections. Every branch sets its own {@code branches}, even if empty, because
   * templates inherit missing values from the outer scope.
   */
  private List<Map<String, @Nullable Object>> branches(@Nullable String parent) {
    return libraryStore.collectionsIn(parent).stream()
        .map(each ->
            Json.object(
                "id", each.id(),
                "name", each.name(),
                "galleries", libraryStore.galleriesIn(each.id()).size(),
                "branches", branches(each.id())))
        .toList();
  }

  private void addGalleryGroups(
      List<Map<String, @Nullable Object>> groups, @Nullable String collection, String path) {
    var galleries = libraryStore.galleriesIn(collection).stream().map(libraryCards::of).toList();
    if (!galleries.isEmpty()) {
      groups.add(
          Json.object(
              "name",
              path.isEmpty() ? "At the top" : path,
              "galleries",
              galleries,
              "forReview",
              galleries.stream().anyMatch(each -> Boolean.TRUE.equals(each.get("forReview")))));
    }
    for (var child : libraryStore.collectionsIn(collection)) {
      addGalleryGroups(
          groups, child.id(), path.isEmpty() ? child.name() : path + " › " + child.name());
    }
  }
}
