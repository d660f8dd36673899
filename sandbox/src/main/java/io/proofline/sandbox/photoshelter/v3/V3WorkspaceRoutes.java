package io.proofline.sandbox.photoshelter.v3;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.photoshelter.library.Workspaces;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.web.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Routes of workspaces over v3: their files and the reviews of each file. */
final class V3WorkspaceRoutes {
  private final Workspaces workspaces;
  private final V3Json records;

  V3WorkspaceRoutes(PhotoShelterStores stores, V3Json records) {
    this.workspaces = stores.workspaces;
    this.records = records;
  }

  void addTo(RoutesConfig routes, String base) {
    routes.get(base + "/workspace/query", this::query);
    routes.get(base + "/workspace/{id}/media", this::media);
    routes.get(base + "/workspace/{id}/media/{media}/review", this::review);
  }

  private void query(Context call) {
    var rows = workspaces.all().stream().map(V3WorkspaceRoutes::shown).toList();
    V3Responses.sendOk(call, "Workspace", V3Responses.nullIfEmpty(rows));
  }

  private void media(Context call) {
    var workspace = workspaces.get(call.pathParam("id"));
    var rows = workspaces.media(workspace).stream().map(file -> row(workspace, file)).toList();
    V3Responses.sendOk(call, "WorkspaceMedia", V3Responses.nullIfEmpty(rows));
  }

  private Map<String, @Nullable Object> row(Workspaces.Workspace workspace, Media file) {
    return Json.object(
        "workspace_id", workspace.id(),
        "media_id", file.id(),
        "WorkspaceImage",
            Json.object(
                "Media", records.image(file),
                "Iptc", V3Json.iptc(file),
                "Link", records.link(file, "600x400", "fit"),
                "Group", null,
                "CommentCount", "0"));
  }

  private void review(Context call) {
    var workspace = workspaces.get(call.pathParam("id"));
    var file = workspaces.media(workspace, call.pathParam("media"));
    var rows =
        workspace.reviewsOf(file.id()).entrySet().stream()
            .map(each ->
                Json.object(
                    "email", each.getKey(), "f_approved", V3Responses.flag(each.getValue())))
            .toList();
    V3Responses.sendOk(call, "Review", V3Responses.nullIfEmpty(rows));
  }

  private static Map<String, @Nullable Object> shown(Workspaces.Workspace workspace) {
    return Json.object(
        "workspace_id", workspace.id(),
        "name", workspace.name(),
        "media_count", String.valueOf(workspace.media().size()));
  }
}
