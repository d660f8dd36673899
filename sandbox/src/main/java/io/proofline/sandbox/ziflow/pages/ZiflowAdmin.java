package io.proofline.sandbox.ziflow.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.PageRenderer;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.Decision;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.notification.WebhookFaultInjector.DeliveryFault;
import io.proofline.sandbox.ziflow.notification.WebhookSender;
import io.proofline.sandbox.ziflow.review.ProofServices;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** HTTP endpoints with which tests read and decide proofs, as JSON and without a key. */
final class ZiflowAdmin {
  private final AccountStore account;
  private final ProofServices services;
  private final WebhookSender sender;

  ZiflowAdmin(AccountStore account, ProofServices services, WebhookSender sender) {
    this.account = account;
    this.services = services;
    this.sender = sender;
  }

  void addTo(RoutesConfig routes) {
    routes.get(
        "/admin/ziflow/deliveries",
        call ->
            PageRenderer.sendJson(
                call, Json.object("open", account.deliveries(), "attempts", sender.attempts())));
    routes.get(
        "/admin/ziflow/proofs",
        call ->
            PageRenderer.sendJson(
                call, account.proofs().stream().map(this::proofForTests).toList()));
    routes.post("/admin/ziflow/proofs/{id}/decide", this::decideForTests);
    routes.get("/admin/ziflow/mails", call -> PageRenderer.sendJson(call, account.sentMails()));
    routes.post("/admin/ziflow/mishaps", this::addDeliveryFault);
  }

  /**
   * {@code {"email": …, "decision": …, "reasons": [ids]}}: decides in each stage where that person
   * may.
   */
  private void decideForTests(Context call) {
    var body = RequestInput.json(call);
    var decision =
        RequestInput.text(body.path("decision"))
            .flatMap(Decision::byLabel)
            .orElseThrow(() -> ZiflowApiException.invalid("decision: missing or unknown"));
    var contact =
        account
            .contact(body.path("email").asString(""))
            .orElseThrow(() -> ZiflowApiException.invalid("email: unknown"));
    var reasons = body.path("reasons").valueStream().map(JsonNode::asString).toList();
    var members =
        proof(call).stages().stream()
            .flatMap(stage -> stage.deciders().stream())
            .filter(each -> each.contactId().equals(contact.id()))
            .toList();
    members.forEach(each ->
        services
            .decisionService()
            .decide(
                call.pathParam("id"),
                each.id(),
                decision,
                decision != Decision.PENDING,
                reasons,
                contact));
    PageRenderer.sendJson(call, proofForTests(proof(call)));
  }

  /**
   * {@code {"kind": "lost", "doubled", "late" or "reordered", "times": 1, "delay_millis": 1000}}
   * for the next events.
   */
  private void addDeliveryFault(Context call) {
    var body = RequestInput.json(call);
    var fault =
        switch (body.path("kind").asString("")) {
          case "lost" -> new DeliveryFault.Lost();
          case "doubled" -> new DeliveryFault.Duplicated();
          case "late" ->
              new DeliveryFault.Delayed(Duration.ofMillis(body.path("delay_millis").asInt(1000)));
          case "reordered" ->
              new DeliveryFault.Reordered(Duration.ofMillis(body.path("delay_millis").asInt(1000)));
          default -> throw ZiflowApiException.invalid("kind: lost, doubled, late or reordered");
        };
    sender.faultInjector().add(fault, body.path("times").asInt(1));
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
                        account.contact(each.contactId()).map(Contact::email).orElse("")))
                .toList());
  }

  private Proof proof(Context call) {
    return account.proof(call.pathParam("id"));
  }
}
