package io.proofline.sandbox.ziflow.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowChange;
import io.proofline.sandbox.ziflow.account.ZiflowChange.FolderDeleted;
import io.proofline.sandbox.ziflow.account.ZiflowChange.FolderStored;
import io.proofline.sandbox.ziflow.json.FolderJson;
import io.proofline.sandbox.ziflow.model.Folder;
import io.proofline.sandbox.ziflow.review.ProofUpdater;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Routes of nested folders. */
final class FolderRoutes {
  private final AccountStore account;
  private final FolderJson json;
  private final ProofUpdater updater;

  FolderRoutes(AccountStore account, FolderJson json, ProofUpdater updater) {
    this.account = account;
    this.json = json;
    this.updater = updater;
  }

  void addTo(RoutesConfig routes) {
    routes.get(
        "/v1/folders",
        call ->
            ApiResponses.send(
                call,
                account.folders().stream()
                    .filter(folder -> folder.parentFolderId() == null)
                    .map(json::folder)
                    .toList()));
    routes.post("/v1/folders", this::createFolder);
    routes.get("/v1/folders/{id}", this::folder);
    routes.put("/v1/folders/{id}", this::updateFolder);
    routes.delete("/v1/folders/{id}", this::deleteFolder);
  }

  private void createFolder(Context call) {
    var body = RequestInput.json(call);
    var parent =
        RequestInput.text(body.path("parent_folder_id"))
            .map(account::folder)
            .map(Folder::id)
            .orElse(null);
    var folder =
        new Folder(
            ApiResponses.newId(),
            ApiResponses.required(body, "name"),
            parent,
            body.path("private").asBoolean(false),
            body.path("archived").asBoolean(false));
    account.commit(List.of(new FolderStored(folder)));
    ApiResponses.send(call, json.folder(folder));
  }

  private void folder(Context call) {
    var folder = account.folder(call.pathParam("id"));
    var children =
        account.folders().stream()
            .filter(each -> folder.id().equals(each.parentFolderId()))
            .map(json::folder)
            .toList();
    var body = json.folder(folder);
    body.put("subfolders", children);
    ApiResponses.send(
        call,
        switch (RequestInput.query(call, "include").orElse("subfolders_only")) {
          case "this_folder" -> json.folder(folder);
          case "folder_and_subfolders" -> body;
          default -> children;
        });
  }

  private void updateFolder(Context call) {
    var before = account.folder(call.pathParam("id"));
    var body = RequestInput.json(call);
    var folder =
        new Folder(
            before.id(),
            RequestInput.text(body.path("name")).orElse(before.name()),
            body.has("parent_folder_id") ? parent(before, body) : before.parentFolderId(),
            body.path("private").asBoolean(before.confidential()),
            body.path("archived").asBoolean(before.archived()));
    account.commit(List.of(new FolderStored(folder)));
    ApiResponses.send(call, json.folder(folder));
  }

  /** The new parent; refuses the folder itself and its descendants. */
  private @Nullable String parent(Folder folder, JsonNode body) {
    var id = RequestInput.text(body.path("parent_folder_id")).map(account::folder).map(Folder::id);
    if (id.isPresent() && below(folder.id()).anyMatch(id.get()::equals)) {
      throw ZiflowApiException.invalid("parent_folder_id: a folder cannot be inside itself");
    }
    return id.orElse(null);
  }

  private void deleteFolder(Context call) {
    var folder = account.folder(call.pathParam("id"));
    var ids = below(folder.id()).toList();
    if (RequestInput.json(call).path("delete_proofs").asBoolean(false)) {
      account.proofs().stream()
          .filter(proof -> proof.folderId() != null && ids.contains(proof.folderId()))
          .forEach(proof -> updater.delete(proof.id(), account.keyUser()));
    }
    account.commit(ids.stream().<ZiflowChange>map(FolderDeleted::new).toList());
  }

  /** The folder and its descendants. */
  private Stream<String> below(String id) {
    var children =
        account.folders().stream()
            .filter(each -> id.equals(each.parentFolderId()))
            .flatMap(each -> below(each.id()));
    return Stream.concat(Stream.of(id), children);
  }
}
