package io.proofline.sandbox.photoshelter.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.PageRenderer;
import io.proofline.sandbox.photoshelter.library.ExternalContacts;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.photoshelter.library.Workspaces;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pages of workspaces: files with a thumb up or a cross for each reviewer. */
final class WorkspacePages {
  private final Workspaces workspaces;
  private final ExternalContacts externalContacts;
  private final LibraryCards libraryCards;
  private final PageRenderer pageRenderer;

  WorkspacePages(PhotoShelterStores stores, LibraryCards libraryCards, PageRenderer pageRenderer) {
    this.workspaces = stores.workspaces;
    this.externalContacts = stores.contacts;
    this.libraryCards = libraryCards;
    this.pageRenderer = pageRenderer;
  }

  void addTo(RoutesConfig routes) {
    routes.get(
        "/photoshelter/workspaces",
        call -> pageRenderer.render(call, "Workspaces", "workspaces", model()));
    routes.post("/photoshelter/workspaces/{id}/review", this::review);
  }

  private void review(Context call) {
    workspaces.review(
        call.pathParam("id"),
        RequestInput.filled(call.formParam("media")).orElse(""),
        RequestInput.filled(call.formParam("reviewer")).orElse(""),
        "true".equals(call.formParam("good")));
    PageRenderer.redirect(call, "/photoshelter/workspaces");
  }

  private Map<String, @Nullable Object> model() {
    return Json.object("workspaces", workspaces.all().stream().map(this::workspace).toList());
  }

  private Map<String, @Nullable Object> workspace(Workspaces.Workspace workspace) {
    var files = workspaces.media(workspace).stream().map(file -> file(workspace, file)).toList();
    return Json.object("workspaceId", workspace.id(), "name", workspace.name(), "files", files);
  }

  private Map<String, @Nullable Object> file(Workspaces.Workspace workspace, Media file) {
    var card = libraryCards.of(file);
    card.put(
        "reviews",
        workspace.reviewsOf(file.id()).entrySet().stream()
            .map(each ->
                Json.object(
                    "who", each.getKey(),
                    "thought", each.getValue() ? "thumb up" : "cross",
                    "feeling", each.getValue() ? "good" : "bad"))
            .toList());
    card.put(
        "people",
        externalContacts.find(Optional.empty(), Optional.empty()).stream()
            .map(each -> Json.object("email", each.email(), "person", each.name()))
            .toList());
    return card;
  }
}
