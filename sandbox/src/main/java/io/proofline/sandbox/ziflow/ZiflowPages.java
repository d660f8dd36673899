package io.proofline.sandbox.ziflow;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.Site;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.Mishaps.Mishap;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Proofs for a person: the list, one proof, and the parts of its reviewers to play. */
final class ZiflowPages {
  private static final int SHOWN_ATTEMPTS = 60;
  private static final List<Decision> CHOICES =
      List.of(
          Decision.APPROVED,
          Decision.APPROVED_WITH_CHANGES,
          Decision.CHANGES_REQUIRED,
          Decision.NOT_RELEVANT);

  private final Desk desk;
  private final Proofing proofing;
  private final Supplier<URI> origin;
  private final WebhookSender sender;

  ZiflowPages(Desk desk, Proofing proofing, Supplier<URI> origin, WebhookSender sender) {
    this.desk = desk;
    this.proofing = proofing;
    this.origin = origin;
    this.sender = sender;
  }

  void addTo(JavalinConfig config, Site site) {
    var routes = config.routes;
    routes.exception(
        Refused.class, (refused, call) -> site.problem(call, refused.status(), refused.message()));
    routes.get("/ziflow", call -> site.show(call, "Proofs", "proofs", proofsModel()));
    routes.get(
        "/ziflow/proofs/{id}",
        call -> site.show(call, proof(call).name(), "proof", proofModel(proof(call))));
    routes.get(
        "/ziflow/webhooks", call -> site.show(call, "Webhooks", "webhooks", webhooksModel()));
    routes.post("/ziflow/proofs/{id}/decide", this::decide);
    routes.post("/ziflow/proofs/{id}/revoke", this::revoke);
    routes.post("/ziflow/proofs/{id}/comment", this::comment);
    routes.post("/ziflow/proofs/{id}/lock", this::lock);
    routes.post("/ziflow/proofs/{id}/version", this::newVersion);
    routes.get(
        "/admin/ziflow/deliveries",
        call ->
            Site.json(call, Json.object("open", desk.deliveries(), "attempts", sender.attempts())));
    routes.get(
        "/admin/ziflow/proofs",
        call -> Site.json(call, desk.proofs().stream().map(ZiflowPages::proofForTests).toList()));
    routes.post("/admin/ziflow/proofs/{id}/decide", this::decideForTests);
    routes.post("/admin/ziflow/mishaps", this::addMishap);
  }

  // ---- actions

  private void decide(Context call) {
    var decision =
        Optional.ofNullable(call.formParam("decision"))
            .flatMap(Decision::labelled)
            .orElseThrow(() -> Refused.invalid("Choose a decision"));
    decide(call, decision, Input.filled(call.formParam("reason")).stream().toList());
  }

  private void revoke(Context call) {
    decide(call, Decision.PENDING, List.of());
  }

  private void decide(Context call, Decision decision, List<String> reasons) {
    var reviewer = String.valueOf(call.formParam("reviewer"));
    proofing
        .deciding()
        .decide(
            call.pathParam("id"),
            reviewer,
            decision,
            decision != Decision.PENDING,
            reasons,
            contact(proof(call), reviewer));
    back(call);
  }

  private void comment(Context call) {
    var reviewer = String.valueOf(call.formParam("reviewer"));
    var body = Json.object("comment", call.formParam("text"), "location", Json.object("page", 1));
    proofing
        .commenting()
        .comment(call.pathParam("id"), Json.toTree(body), contact(proof(call), reviewer));
    back(call);
  }

  /** A person uploads a new version: its file needs no fetching, all else is as over the API. */
  private void newVersion(Context call) throws IOException {
    var upload =
        Optional.ofNullable(call.uploadedFile("file"))
            .orElseThrow(() -> Refused.invalid("Choose a file"));
    try (var content = upload.content()) {
      var made =
          proofing
              .versions()
              .newVersion(
                  proof(call).id(), upload.filename(), content.readAllBytes(), owner(proof(call)));
      Site.goTo(call, "/ziflow/proofs/" + made.id());
    }
  }

  private void lock(Context call) {
    var body = Json.toTree(Json.object("locked", !proof(call).locked()));
    proofing.changing().update(call.pathParam("id"), body, owner(proof(call)));
    back(call);
  }

  /**
   * {@code {"email": …, "decision": …, "reasons": [ids]}}: decides in each stage where that person
   * may.
   */
  private void decideForTests(Context call) {
    var body = Input.json(call);
    var decision =
        Input.text(body.path("decision"))
            .flatMap(Decision::labelled)
            .orElseThrow(() -> Refused.invalid("decision: missing or unknown"));
    var contact =
        desk.contact(body.path("email").asString(""))
            .orElseThrow(() -> Refused.invalid("email: unknown"));
    var reasons = body.path("reasons").valueStream().map(JsonNode::asString).toList();
    var members =
        proof(call).stages().stream()
            .flatMap(stage -> stage.deciders().stream())
            .filter(each -> each.contactId().equals(contact.id()))
            .toList();
    members.forEach(each ->
        proofing
            .deciding()
            .decide(
                call.pathParam("id"),
                each.id(),
                decision,
                decision != Decision.PENDING,
                reasons,
                contact));
    Site.json(call, proofForTests(proof(call)));
  }

  /**
   * {@code {"kind": "lost", "doubled" or "late", "times": 1, "delay_millis": 1000}} for the next
   * events.
   */
  private void addMishap(Context call) {
    var body = Input.json(call);
    var mishap =
        switch (body.path("kind").asString("")) {
          case "lost" -> new Mishap.Lost();
          case "doubled" -> new Mishap.Doubled();
          case "late" -> new Mishap.Late(Duration.ofMillis(body.path("delay_millis").asInt(1000)));
          default -> throw Refused.invalid("kind: lost, doubled or late");
        };
    sender.mishaps().add(mishap, body.path("times").asInt(1));
    call.status(204);
  }

  private static void back(Context call) {
    Site.goTo(call, "/ziflow/proofs/" + call.pathParam("id"));
  }

  // ---- what the templates show

  private Map<String, @Nullable Object> proofsModel() {
    var proofs = desk.proofs().stream().map(this::card).toList();
    return Json.object("proofs", proofs, "empty", proofs.isEmpty());
  }

  private Map<String, @Nullable Object> card(Proof proof) {
    var verdict = proof.verdict();
    return Json.object(
        "id", proof.id(),
        "name", proof.name(),
        "version", proof.number(),
        "status", verdict.map(Decision::words).orElseGet(() -> proof.status().replace('_', ' ')),
        "tone",
            verdict
                .map(ZiflowPages::tone)
                .orElse(proof.state() == Proof.State.FAILED ? "bad" : "plain"),
        "ready", proof.state() == Proof.State.READY,
        "thumbnail", file(proof, "thumbnail"),
        "locked", proof.locked(),
        "created", Answers.date(proof.createdAt()),
        "people",
            String.join(
                ", ",
                proof.stages().stream()
                    .flatMap(stage -> stage.deciders().stream())
                    .map(this::name)
                    .distinct()
                    .toList()));
  }

  private Map<String, @Nullable Object> proofModel(Proof proof) {
    var model = card(proof);
    var comments = desk.comments(proof.id());
    model.put("proofId", proof.id());
    model.put("image", file(proof, "image"));
    model.put("passThrough", proof.passThroughValue());
    model.put("stages", proof.stages().stream().map(stage -> stage(proof, stage)).toList());
    model.put(
        "versions",
        desk.versions(proof.setId()).stream()
            .map(each ->
                Json.object(
                    "id",
                    each.id(),
                    "version",
                    each.number(),
                    "current",
                    each.id().equals(proof.id())))
            .toList());
    model.put("severalVersions", desk.versions(proof.setId()).size() > 1);
    model.put("open", proof.state() == Proof.State.READY && !proof.locked());
    model.put(
        "reviewers",
        proof.stages().stream()
            .flatMap(stage -> stage.members().stream())
            .map(each -> Json.object("id", each.id(), "name", name(each)))
            .toList());
    model.put(
        "comments",
        comments.stream()
            .map(each ->
                Json.object(
                    "who",
                    desk.contact(each.email()).map(ZiflowPages::name).orElse(each.email()),
                    "text",
                    each.text(),
                    "when",
                    Answers.date(each.createdAt())))
            .toList());
    return model;
  }

  private Map<String, @Nullable Object> stage(Proof proof, Stage stage) {
    var verdict = stage.verdict();
    return Json.object(
        "name", stage.name(),
        "status",
            verdict
                .map(Decision::words)
                .orElseGet(() ->
                    String.valueOf(StageAnswers.status(proof, stage).get("status"))
                        .replace('_', ' ')),
        "tone", verdict.map(ZiflowPages::tone).orElse("plain"),
        "deadline", stage.deadline(),
        "members", stage.members().stream().map(member -> member(proof, stage, member)).toList());
  }

  private Map<String, @Nullable Object> member(Proof proof, Stage stage, Member member) {
    var can =
        proof.state() == Proof.State.READY
            && !proof.locked()
            && stage.started()
            && member.isDecider();
    return Json.object(
        "id", member.id(),
        "name", name(member),
        "email", desk.contact(member.contactId()).map(Contact::email).orElse(""),
        "decider", member.isDecider(),
        "decided", member.hasDecided(),
        "decision", member.decision().words(),
        "tone", member.hasDecided() ? tone(member.decision()) : "plain",
        "reasons",
            desk.reasons().stream()
                .filter(each -> member.reasons().contains(each.id()))
                .map(Reason::label)
                .toList(),
        "canDecide", can,
        "canRevoke", can && member.hasDecided(),
        "choices",
            CHOICES.stream()
                .map(each ->
                    Json.object("value", each.label(), "words", each.words(), "tone", tone(each)))
                .toList(),
        "allReasons",
            desk.reasons().stream()
                .map(each -> Json.object("id", each.id(), "label", each.label()))
                .toList());
  }

  private Map<String, @Nullable Object> webhooksModel() {
    var attempts =
        sender.attempts().reversed().stream()
            .limit(SHOWN_ATTEMPTS)
            .map(ZiflowPages::attempt)
            .toList();
    return Json.object(
        "webhooks",
            desk.webhooks().stream()
                .map(each ->
                    Json.object(
                        "name",
                        each.name(),
                        "target",
                        each.target(),
                        "active",
                        each.active(),
                        "signed",
                        each.webhookSignatureKey() != null))
                .toList(),
        "attempts", attempts,
        "open", desk.deliveries().size());
  }

  private static Map<String, @Nullable Object> attempt(WebhookSender.Attempt attempt) {
    return Json.object(
        "action", attempt.action(),
        "proof", attempt.proofId(),
        "number", attempt.number(),
        "at", Answers.date(attempt.at()),
        "answer", attempt.status() == null ? "no answer" : String.valueOf(attempt.status()),
        "again", attempt.again());
  }

  private static String tone(Decision decision) {
    return switch (decision) {
      case APPROVED -> "good";
      case APPROVED_WITH_CHANGES -> "warn";
      case CHANGES_REQUIRED -> "bad";
      case NOT_RELEVANT, PENDING -> "plain";
    };
  }

  private @Nullable String file(Proof proof, String rendition) {
    return proof.state() == Proof.State.READY
        ? "%s/files/%s/%s".formatted(origin.get(), proof.sources().getFirst().assetId(), rendition)
        : null;
  }

  private String name(Member member) {
    return desk.contact(member.contactId()).map(ZiflowPages::name).orElse("?");
  }

  private static String name(Contact contact) {
    var name = (contact.firstName() + " " + contact.lastName()).strip();
    return name.isEmpty() ? contact.email() : name;
  }

  private Contact contact(Proof proof, String reviewerId) {
    var stage =
        proof.stageOf(reviewerId).orElseThrow(() -> Refused.notFound("reviewer", reviewerId));
    return desk.contact(proofing.reviewers().reviewer(stage, reviewerId).contactId()).orElseThrow();
  }

  private Contact owner(Proof proof) {
    return desk.contact(proof.ownerId()).orElseThrow();
  }

  private static Map<String, @Nullable Object> proofForTests(Proof proof) {
    return Json.object(
        "id", proof.id(),
        "name", proof.name(),
        "pass_through_value", proof.passThroughValue(),
        "status", proof.status(),
        "decision_status", proof.verdict().map(Decision::label).orElse(null),
        "locked", proof.locked());
  }

  private Proof proof(Context call) {
    return desk.proof(call.pathParam("id"));
  }
}
