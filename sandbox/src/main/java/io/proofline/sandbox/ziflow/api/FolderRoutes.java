package io.proofline.sandbox.ziflow.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowChange;
import io.proofline.sandbox.ziflow.account.ZiflowChange.FolderDeleted;
import io.proofline.sandbox.ziflow.account.ZiflowChange.FolderStored;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
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
  private final ZiflowSettings settings;

  FolderRoutes(
      AccountStore account, FolderJson json, ProofUpdater updater, ZiflowSettings settings) {
    this.settings = settings;
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
    routes.get("/v1/folders/{id}", this::showFolder);
    routes.put("/v1/folders/{id}", this::updateFolder);
    routes.delete("/v1/folders/{id}", this::deleteFolder);
    routes.get("/v1/folders/{id}/share", call -> sendShare(call, folder(call)));
    routes.put("/v1/folders/{id}/share", this::share);
    routes.get("/v1/folders/{id}/folder-url", this::personalAddress);
  }

  private void createFolder(Context call) {
    var body = RequestBody.object(call);
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
            body.path("archived").asBoolean(false),
            Folder.Share.DISABLED);
    account.commit(List.of(new FolderStored(folder)));
    var shown = json.folder(folder);
    ApiResponses.send(call, settings.createdFolderInList() ? List.of(shown) : shown);
  }

  private void showFolder(Context call) {
    var folder = folder(call);
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
    var before = folder(call);
    var body = RequestBody.object(call);
    var folder =
        new Folder(
            before.id(),
            RequestInput.text(body.path("name")).orElse(before.name()),
            body.has("parent_folder_id") ? parent(before, body) : before.parentFolderId(),
            body.path("private").asBoolean(before.confidential()),
            body.path("archived").asBoolean(before.archived()),
            before.share());
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
    var folder = folder(call);
    var ids = below(folder.id()).toList();
    if (RequestBody.object(call).path("delete_proofs").asBoolean(false)) {
      account.proofs().stream()
          .filter(proof -> proof.folderId() != null && ids.contains(proof.folderId()))
          .forEach(proof -> updater.delete(proof.id(), account.keyUser()));
    }
    account.commit(ids.stream().<ZiflowChange>map(FolderDeleted::new).toList());
  }

  /** The body is a guess: {@code type}, one of PUBLIC, RESTRICTED and DISABLED. */
  private void share(Context call) {
    var type = ApiResponses.required(RequestBody.object(call), "type");
    var share =
        Stream.of(Folder.Share.values())
            .filter(each -> each.name().equals(type))
            .findFirst()
            .orElseThrow(() -> ZiflowApiException.invalid("type: PUBLIC, RESTRICTED or DISABLED"));
    var folder = folder(call).withShare(share);
    account.commit(List.of(new FolderStored(folder)));
    sendShare(call, folder);
  }

  private static void sendShare(Context call, Folder folder) {
    ApiResponses.send(call, Json.object("type", folder.effectiveShare().name()));
  }

  private void personalAddress(Context call) {
    var page = String.valueOf(json.folder(folder(call)).get("folder_link"));
    ApiResponses.send(call, Json.object("folder_url", PersonalAddress.of(call, account, page)));
  }

  private Folder folder(Context call) {
    return account.folder(call.pathParam("id"));
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
