package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.Site;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.Mishaps.Mishap;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What tests ask of the proofs, as JSON and without a key. */
final class ZiflowAdmin {
  private final Desk desk;
  private final Proofing proofing;
  private final WebhookSender sender;

  ZiflowAdmin(Desk desk, Proofing proofing, WebhookSender sender) {
    this.desk = desk;
    this.proofing = proofing;
    this.sender = sender;
  }

  void addTo(RoutesConfig routes) {
    routes.get(
        "/admin/ziflow/deliveries",
        call ->
            Site.json(call, Json.object("open", desk.deliveries(), "attempts", sender.attempts())));
    routes.get(
        "/admin/ziflow/proofs",
        call -> Site.json(call, desk.proofs().stream().map(this::proofForTests).toList()));
    routes.post("/admin/ziflow/proofs/{id}/decide", this::decideForTests);
    routes.get("/admin/ziflow/mails", call -> Site.json(call, desk.sentMails()));
    routes.post("/admin/ziflow/mishaps", this::addMishap);
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
   * {@code {"kind": "lost", "doubled", "late" or "reordered", "times": 1, "delay_millis": 1000}}
   * for the next events.
   */
  private void addMishap(Context call) {
    var body = Input.json(call);
    var mishap =
        switch (body.path("kind").asString("")) {
          case "lost" -> new Mishap.Lost();
          case "doubled" -> new Mishap.Doubled();
          case "late" -> new Mishap.Late(Duration.ofMillis(body.path("delay_millis").asInt(1000)));
          case "reordered" ->
              new Mishap.Reordered(Duration.ofMillis(body.path("delay_millis").asInt(1000)));
          default -> throw Refused.invalid("kind: lost, doubled, late or reordered");
        };
    sender.mishaps().add(mishap, body.path("times").asInt(1));
    call.status(204);
  }

  private Map<String, @Nullable Object> proofForTests(Proof proof) {
    return Json.object(
        "id", proof.id(),
        "name", proof.name(),
        "pass_through_value", proof.passThroughValue(),
        "version_previous_id", proof.versionPreviousId(),
        "status", proof.status(),
        "decision_status", proof.verdict().map(Decision::label).orElse(null),
        "locked", proof.locked(),
        "deciders",
            proof.stages().stream()
                .flatMap(stage -> stage.deciders().stream())
                .map(each ->
                    Json.object(
                        "id",
                        each.id(),
                        "email",
                        desk.contact(each.contactId()).map(Contact::email).orElse("")))
                .toList());
  }

  private Proof proof(Context call) {
    return desk.proof(call.pathParam("id"));
  }
}
