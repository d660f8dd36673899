package io.proofline.sandbox.ziflow;

import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.picture.Originals;
import io.proofline.sandbox.picture.Renditions;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.ZiflowChange.ContactStored;
import io.proofline.sandbox.ziflow.ZiflowChange.FolderDeleted;
import io.proofline.sandbox.ziflow.ZiflowChange.FolderStored;
import io.proofline.sandbox.ziflow.ZiflowChange.ReasonStored;
import io.proofline.sandbox.ziflow.ZiflowChange.WebhookDeleted;
import io.proofline.sandbox.ziflow.ZiflowChange.WebhookStored;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Everything that the simulator answers over HTTP below {@code /v1}, and the files behind a proof's
 * links.
 */
final class ZiflowApi {
  private static final int PREVIEW = 1400;
  private static final int THUMBNAIL = 320;

  private final Desk desk;
  private final Proofing proofing;
  private final Answers answers;
  private final ZiflowSettings settings;
  private final Originals originals;
  private final Renditions renditions;
  private final String apiKey;

  ZiflowApi(
      Desk desk,
      Proofing proofing,
      Answers answers,
      ZiflowSettings settings,
      Originals originals,
      String apiKey) {
    this.desk = desk;
    this.proofing = proofing;
    this.answers = answers;
    this.settings = settings;
    this.originals = originals;
    this.renditions = new Renditions(originals);
    this.apiKey = apiKey;
  }

  void addTo(JavalinConfig config) {
    var routes = config.routes;
    routes.before("/v1/*", this::checkKey);
    addProofs(routes);
    addStages(routes);
    addComments(routes);
    addAccount(routes);
    addWebhooks(routes);
    routes.get("/files/{asset}/{rendition}", this::file);
    routes.exception(
        Refused.class, (refused, call) -> error(call, refused.status(), refused.message()));
    routes.exception(JacksonException.class, (_, call) -> error(call, 400, "The body is not JSON"));
    routes.error(404, call -> unknownPath(call));
  }

  private void addProofs(RoutesConfig routes) {
    routes.get("/v1/proofs", call -> page(call, "proofs", desk.proofs(), answers::proof));
    routes.post("/v1/proofs", this::create);
    routes.post("/v1/proofs/search", this::search);
    routes.get("/v1/proofs/{id}", call -> send(call, answers.proof(proof(call))));
    routes.put(
        "/v1/proofs/{id}",
        call ->
            send(
                call,
                answers.proof(proofing.update(call.pathParam("id"), Input.json(call), user()))));
    routes.delete("/v1/proofs/{id}", call -> proofing.delete(call.pathParam("id"), user()));
    routes.delete(
        "/v1/proofs/{id}/allVersions",
        call ->
            desk.versions(proof(call).setId()).forEach(each -> proofing.delete(each.id(), user())));
    routes.get(
        "/v1/proofs/{id}/proof-url",
        call ->
            send(call, Json.object("proof_url", answers.proof(proof(call)).get("public_link"))));
    routes.post("/v1/proofs/{id}/reviewers/status", this::decide);
  }

  private void addStages(RoutesConfig routes) {
    var stage = "/v1/proofs/{id}/stages/{stage}";
    routes.put(stage, this::updateStage);
    routes.put(
        stage + "/start",
        call ->
            sendStage(
                call, proofing.startStage(call.pathParam("id"), call.pathParam("stage"), user())));
    routes.put(stage + "/final-status-calculation", this::updateCalculation);
    routes.post(
        stage + "/reviewers",
        call ->
            send(
                call,
                proofing
                    .addReviewers(
                        call.pathParam("id"), call.pathParam("stage"), Input.json(call), user())
                    .stream()
                    .map(answers::member)
                    .toList()));
    routes.get(
        stage + "/reviewers/{reviewer}",
        call ->
            send(
                call,
                answers.member(
                    proofing.reviewer(
                        proofing.stage(proof(call), call.pathParam("stage")),
                        call.pathParam("reviewer")))));
    routes.put(
        stage + "/reviewers/{reviewer}",
        call ->
            send(
                call,
                answers.member(
                    proofing.updateReviewer(
                        call.pathParam("id"),
                        call.pathParam("stage"),
                        call.pathParam("reviewer"),
                        Input.json(call),
                        user()))));
    routes.delete(
        stage + "/reviewers/{reviewer}",
        call ->
            proofing.removeReviewer(
                call.pathParam("id"), call.pathParam("stage"), call.pathParam("reviewer"), user()));
  }

  private void addComments(RoutesConfig routes) {
    routes.get("/v1/proofs/{id}/comments", this::comments);
    routes.post("/v1/proofs/{id}/comments", this::comment);
    routes.get(
        "/v1/proofs/{id}/comments/{comment}",
        call ->
            send(
                call,
                answers.comment(
                    proofing.comment(proof(call).id(), call.pathParam("comment")),
                    desk.comments(proof(call).id()))));
    routes.put("/v1/proofs/{id}/comments/{comment}/resolve", this::resolve);
  }

  private void addAccount(RoutesConfig routes) {
    routes.get(
        "/v1/users", call -> page(call, "users", ofType(Contact.Type.USER), Answers::contact));
    routes.get("/v1/users/{id}", call -> send(call, Answers.contact(contact(call))));
    routes.get("/v1/contacts", call -> page(call, "contacts", desk.contacts(), Answers::contact));
    routes.get("/v1/contacts/{id}", call -> send(call, Answers.contact(contact(call))));
    routes.post("/v1/users", call -> addContact(call, Contact.Type.USER));
    routes.post("/v1/guests", call -> addContact(call, Contact.Type.GUEST));
    routes.get(
        "/v1/folders",
        call ->
            send(
                call,
                desk.folders().stream()
                    .filter(folder -> folder.parentFolderId() == null)
                    .map(answers::folder)
                    .toList()));
    routes.post("/v1/folders", this::createFolder);
    routes.get("/v1/folders/{id}", this::folder);
    routes.put("/v1/folders/{id}", this::updateFolder);
    routes.delete("/v1/folders/{id}", this::deleteFolder);
    routes.get(
        "/v1/decision-reasons",
        call ->
            send(
                call,
                Json.object("options", desk.reasons().stream().map(Answers::reason).toList())));
    routes.post("/v1/decision-reasons/options", this::addReason);
  }

  private void addWebhooks(RoutesConfig routes) {
    routes.get(
        "/v1/webhooks",
        call -> send(call, desk.webhooks().stream().map(Answers::webhook).toList()));
    routes.post("/v1/webhooks", this::subscribe);
    routes.delete("/v1/webhooks/{id}", this::unsubscribe);
  }

  // ---- proofs

  private void create(Context call) {
    var ids = proofing.create(Input.json(call), user()).stream().map(Proof::id).toList();
    var bodies = ids.stream().map(id -> Json.object("id", id)).toList();
    send(
        call,
        switch (settings.createAnswer()) {
          case LIST -> bodies;
          case PROOF_ID -> Json.object("proof_id", ids.getFirst());
          case ID -> ids.size() > 1 ? bodies : bodies.getFirst();
        });
  }

  private void search(Context call) {
    var body = Input.json(call);
    var projection = Projection.of(body.path("fields").asString(""));
    page(
        call,
        "proofs",
        new ProofSearch(desk, settings, body).run(),
        proof -> projection.apply(Json.toTree(answers.proof(proof))));
  }

  private void decide(Context call) {
    var body = Input.json(call);
    var decision =
        Input.text(body.path("decision"))
            .flatMap(Decision::labelled)
            .orElseThrow(() -> Refused.invalid("decision: missing or unknown"));
    if (!body.path("completed").isBoolean()) {
      throw Refused.invalid("completed: true or false is needed");
    }
    var reviewer = Input.text(body.path("reviewer_id")).orElseGet(() -> ownReviewer(proof(call)));
    var reasons =
        body.path("decision_checklist")
            .path("options")
            .valueStream()
            .map(each -> each.path("id").asString(""))
            .toList();
    var decided =
        proofing.decide(
            call.pathParam("id"),
            reviewer,
            decision,
            body.path("completed").asBoolean(),
            reasons,
            actor(proof(call), reviewer));
    send(call, answers.member(decided));
  }

  private String ownReviewer(Proof proof) {
    return proof.stages().stream()
        .flatMap(stage -> stage.members().stream())
        .filter(member -> member.contactId().equals(user().id()))
        .map(Member::id)
        .findFirst()
        .orElseThrow(() -> Refused.invalid("reviewer_id: the key's own user reviews nothing here"));
  }

  /** Who an event names: the reviewer for whom the decision is made. */
  private Contact actor(Proof proof, String reviewerId) {
    return proof.stageOf(reviewerId).stream()
        .flatMap(stage -> stage.members().stream())
        .filter(member -> member.id().equals(reviewerId))
        .findFirst()
        .flatMap(member -> desk.contact(member.contactId()))
        .orElseGet(this::user);
  }

  // ---- stages

  private void updateStage(Context call) {
    var body = Input.json(call);
    if (!body.has("id") || !body.path("members").isArray()) {
      throw Refused.invalid("id and members are needed");
    }
    sendStage(
        call, proofing.updateStage(call.pathParam("id"), call.pathParam("stage"), body, user()));
  }

  private void updateCalculation(Context call) {
    var body = Json.toTree(Json.object("final_status_calculation", Input.json(call)));
    sendStage(
        call, proofing.updateStage(call.pathParam("id"), call.pathParam("stage"), body, user()));
  }

  private void sendStage(Context call, Stage stage) {
    send(call, answers.stage(proof(call), stage));
  }

  // ---- comments

  private void comments(Context call) {
    var all = desk.comments(proof(call).id());
    send(
        call,
        all.stream()
            .filter(each -> each.parentId() == null)
            .map(each -> answers.comment(each, all))
            .toList());
  }

  private void comment(Context call) {
    var body = Input.json(call);
    var email = Input.text(body.path("reviewer").path("email"));
    var author =
        email
            .map(each -> desk.contact(each).orElseThrow(() -> Refused.invalid("reviewer: unknown")))
            .orElseGet(this::user);
    send(call, Json.object("id", proofing.comment(call.pathParam("id"), body, author).id()));
  }

  private void resolve(Context call) {
    var resolved = Input.json(call).path("type").asString("resolved").equals("resolved");
    var comment =
        proofing.resolve(call.pathParam("id"), call.pathParam("comment"), resolved, user());
    send(call, answers.comment(comment, desk.comments(comment.proofId())));
  }

  // ---- account

  private List<Contact> ofType(Contact.Type type) {
    return desk.contacts().stream().filter(each -> each.type() == type).toList();
  }

  private Contact contact(Context call) {
    return desk.contact(call.pathParam("id"))
        .orElseThrow(() -> Refused.notFound("contact", call.pathParam("id")));
  }

  private void addContact(Context call, Contact.Type type) {
    var body = Input.json(call);
    var email = required(body, "email");
    if (desk.contact(email).isPresent()) {
      throw Refused.invalid("email: %s is there already".formatted(email));
    }
    var contact =
        new Contact(
            id(),
            type,
            body.path("first_name").asString(""),
            body.path("last_name").asString(""),
            email,
            List.of(type == Contact.Type.USER ? "manager" : "guest"));
    desk.change(List.of(new ContactStored(contact)));
    send(call, Answers.contact(contact));
  }

  private void createFolder(Context call) {
    var body = Input.json(call);
    var parent =
        Input.text(body.path("parent_folder_id")).map(desk::folder).map(Folder::id).orElse(null);
    var folder =
        new Folder(
            id(),
            required(body, "name"),
            parent,
            body.path("private").asBoolean(false),
            body.path("archived").asBoolean(false));
    desk.change(List.of(new FolderStored(folder)));
    send(call, answers.folder(folder));
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
    send(
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
            Input.text(body.path("parent_folder_id")).orElse(before.parentFolderId()),
            body.path("private").asBoolean(before.confidential()),
            body.path("archived").asBoolean(before.archived()));
    desk.change(List.of(new FolderStored(folder)));
    send(call, answers.folder(folder));
  }

  private void deleteFolder(Context call) {
    var folder = desk.folder(call.pathParam("id"));
    desk.change(List.of(new FolderDeleted(folder.id())));
  }

  private void addReason(Context call) {
    var reason = new Reason(id(), required(Input.json(call), "label"), desk.reasons().size());
    desk.change(List.of(new ReasonStored(reason)));
    send(call, Answers.reason(reason));
  }

  // ---- webhooks

  private void subscribe(Context call) {
    var body = Input.json(call);
    if (!body.path("subscription_types").isObject()) {
      throw Refused.invalid("subscription_types: missing");
    }
    var webhook =
        new Webhook(
            id(),
            required(body, "name"),
            required(body, "target"),
            body.path("active").asBoolean(false),
            desk.now(),
            body.path("subscription_types"),
            signatureKey(body));
    desk.change(List.of(new WebhookStored(webhook)));
    send(call, Answers.webhook(webhook));
  }

  /** Generated, or the caller's own; neither means unsigned. */
  private static @Nullable String signatureKey(JsonNode body) {
    if (body.path("generate_signature_key").asBoolean(false)) {
      return UUID.randomUUID().toString();
    }
    var own = Input.text(body.path("webhook_signature_key"));
    if (own.filter(key -> !key.matches("[A-Za-z0-9\\\\-]{1,255}")).isPresent()) {
      throw Refused.invalid("webhook_signature_key: 1 to 255 letters, digits, - or \\");
    }
    return own.orElse(null);
  }

  private void unsubscribe(Context call) {
    var webhook =
        desk.webhook(call.pathParam("id"))
            .orElseThrow(() -> Refused.notFound("webhook", call.pathParam("id")));
    desk.change(List.of(new WebhookDeleted(webhook.id())));
  }

  // ---- files

  /** The addresses in a proof's links need no key: the asset's id is the secret. */
  private void file(Context call) {
    var asset = call.pathParam("asset");
    var source = desk.source(asset).orElseThrow(() -> Refused.notFound("file", asset));
    var original =
        Optional.ofNullable(source.original()).orElseThrow(() -> Refused.notFound("file", asset));
    switch (call.pathParam("rendition")) {
      case "source" ->
          call.contentType("application/octet-stream").result(originals.read(original));
      case "image" -> picture(call, original, PREVIEW);
      default -> picture(call, original, THUMBNAIL);
    }
  }

  private void picture(Context call, String original, int size) {
    var jpeg =
        renditions
            .of(original, Renditions.Mode.FIT, size, size)
            .orElseThrow(() -> Refused.notFound("picture", original));
    call.contentType("image/jpeg").header("Cache-Control", "max-age=3600").result(jpeg);
  }

  // ---- transport

  private void checkKey(Context call) {
    if (!givenKey(call).equals(Optional.of(apiKey))) {
      throw Refused.noKey();
    }
  }

  private static Optional<String> givenKey(Context call) {
    return Input.filled(call.header("apikey"))
        .or(() -> Input.filled(call.header("Authorization")).flatMap(ZiflowApi::authorization))
        .or(() -> Input.query(call, "apikey"));
  }

  /** Bearer, or Basic with the key as user name and an empty password. */
  private static Optional<String> authorization(String header) {
    if (header.startsWith("Bearer ")) {
      return Optional.of(header.substring(7));
    }
    try {
      var decoded =
          new String(
              Base64.getDecoder().decode(header.replaceFirst("^Basic ", "")),
              StandardCharsets.UTF_8);
      return decoded.endsWith(":")
          ? Optional.of(decoded.substring(0, decoded.length() - 1))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private <T> void page(Context call, String name, List<T> all, Function<T, ?> show) {
    var count = number(call, "count", 50, 100);
    var page = number(call, "page", 1, Integer.MAX_VALUE);
    var from = (page - 1L) * count;
    var shown = all.stream().skip(from).limit(count).map(show).toList();
    send(
        call,
        Json.object(
            "count", count, "page", page, "has_more", from + count < all.size(), name, shown));
  }

  private static int number(Context call, String name, int otherwise, int most) {
    try {
      var number = Input.query(call, name).map(Integer::parseInt).orElse(otherwise);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // told below, like every other number that is none
    }
    throw Refused.invalid(name + " is out of range");
  }

  private void unknownPath(Context call) {
    if (!"application/json".equals(call.res().getContentType())) {
      error(call, 404, "There is no " + call.path());
    }
  }

  private static void error(Context call, int status, String message) {
    call.status(status);
    send(call, Json.object("message", message, "errors", List.of(Json.object("message", message))));
  }

  private static void send(Context call, Object body) {
    call.contentType("application/json").result(Json.write(body));
  }

  private Proof proof(Context call) {
    return desk.proof(call.pathParam("id"));
  }

  private Contact user() {
    return desk.contacts().getFirst();
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  private static String required(JsonNode body, String name) {
    return Input.text(body.path(name)).orElseThrow(() -> Refused.invalid(name + ": missing"));
  }
}
