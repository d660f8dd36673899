package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.Site;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Workspaces: their files, with a thumb up or a cross for each reviewer. */
final class WorkspacePages {
  private final Workspaces workspaces;
  private final Contacts contacts;
  private final Cards cards;
  private final Site site;

  WorkspacePages(Holdings holdings, Cards cards, Site site) {
    this.workspaces = holdings.workspaces;
    this.contacts = holdings.contacts;
    this.cards = cards;
    this.site = site;
  }

  void addTo(RoutesConfig routes) {
    routes.get(
        "/photoshelter/workspaces", call -> site.show(call, "Workspaces", "workspaces", model()));
    routes.post("/photoshelter/workspaces/{id}/review", this::review);
  }

  private void review(Context call) {
    workspaces.review(
        call.pathParam("id"),
        Input.filled(call.formParam("media")).orElse(""),
        Input.filled(call.formParam("reviewer")).orElse(""),
        "true".equals(call.formParam("good")));
    Site.goTo(call, "/photoshelter/workspaces");
  }

  private Map<String, @Nullable Object> model() {
    return Json.object("workspaces", workspaces.all().stream().map(this::workspace).toList());
  }

  private Map<String, @Nullable Object> workspace(Workspaces.Workspace workspace) {
    var files = workspaces.media(workspace).stream().map(file -> file(workspace, file)).toList();
    return Json.object("workspaceId", workspace.id(), "name", workspace.name(), "files", files);
  }

  private Map<String, @Nullable Object> file(Workspaces.Workspace workspace, Media file) {
    var card = cards.of(file);
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
        contacts.find(Optional.empty(), Optional.empty()).stream()
            .map(each -> Json.object("email", each.email(), "person", each.name()))
            .toList());
    return card;
  }
}
