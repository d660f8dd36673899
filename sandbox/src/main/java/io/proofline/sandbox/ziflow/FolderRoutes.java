package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.ziflow.ZiflowChange.FolderDeleted;
import io.proofline.sandbox.ziflow.ZiflowChange.FolderStored;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Folders, which nest. */
final class FolderRoutes {
  private final Desk desk;
  private final FolderAnswers answers;
  private final Changing changing;

  FolderRoutes(Desk desk, FolderAnswers answers, Changing changing) {
    this.desk = desk;
    this.answers = answers;
    this.changing = changing;
  }

  void addTo(RoutesConfig routes) {
    routes.get(
        "/v1/folders",
        call ->
            Exchange.send(
                call,
                desk.folders().stream()
                    .filter(folder -> folder.parentFolderId() == null)
                    .map(answers::folder)
                    .toList()));
    routes.post("/v1/folders", this::createFolder);
    routes.get("/v1/folders/{id}", this::folder);
    routes.put("/v1/folders/{id}", this::updateFolder);
    routes.delete("/v1/folders/{id}", this::deleteFolder);
  }

  private void createFolder(Context call) {
    var body = Input.json(call);
    var parent =
        Input.text(body.path("parent_folder_id")).map(desk::folder).map(Folder::id).orElse(null);
    var folder =
        new Folder(
            Exchange.newId(),
            Exchange.required(body, "name"),
            parent,
            body.path("private").asBoolean(false),
            body.path("archived").asBoolean(false));
    desk.change(List.of(new FolderStored(folder)));
    Exchange.send(call, answers.folder(folder));
  }

  private void folder(Context call) {
    var folder = desk.folder(call.pathParam("id"));
    var children =
        desk.folders().stream()
            .filter(each -> folder.id().equals(each.parentFolderId()))
            .map(answers::folder)
            .toList();
    var body = answers.folder(folder);
    body.put("subfolders", children);
    Exchange.send(
        call,
        switch (Input.query(call, "include").orElse("subfolders_only")) {
          case "this_folder" -> answers.folder(folder);
          case "folder_and_subfolders" -> body;
          default -> children;
        });
  }

  private void updateFolder(Context call) {
    var before = desk.folder(call.pathParam("id"));
    var body = Input.json(call);
    var folder =
        new Folder(
            before.id(),
            Input.text(body.path("name")).orElse(before.name()),
            body.has("parent_folder_id") ? parent(before, body) : before.parentFolderId(),
            body.path("private").asBoolean(before.confidential()),
            body.path("archived").asBoolean(before.archived()));
    desk.change(List.of(new FolderStored(folder)));
    Exchange.send(call, answers.folder(folder));
  }

  /** Not itself, and none of its own. */
  private @Nullable String parent(Folder folder, JsonNode body) {
    var id = Input.text(body.path("parent_folder_id")).map(desk::folder).map(Folder::id);
    if (id.isPresent() && below(folder.id()).anyMatch(id.get()::equals)) {
      throw Refused.invalid("parent_folder_id: a folder cannot be inside itself");
    }
    return id.orElse(null);
  }

  private void deleteFolder(Context call) {
    var folder = desk.folder(call.pathParam("id"));
    var ids = below(folder.id()).toList();
    if (Input.json(call).path("delete_proofs").asBoolean(false)) {
      desk.proofs().stream()
          .filter(proof -> proof.folderId() != null && ids.contains(proof.folderId()))
          .forEach(proof -> changing.delete(proof.id(), desk.user()));
    }
    desk.change(ids.stream().<ZiflowChange>map(FolderDeleted::new).toList());
  }

  /** The folder and all in it. */
  private Stream<String> below(String id) {
    var children =
        desk.folders().stream()
            .filter(each -> id.equals(each.parentFolderId()))
            .flatMap(each -> below(each.id()));
    return Stream.concat(Stream.of(id), children);
  }
}
