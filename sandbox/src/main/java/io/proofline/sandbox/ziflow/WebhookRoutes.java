package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.ZiflowChange.WebhookDeleted;
import io.proofline.sandbox.ziflow.ZiflowChange.WebhookStored;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Subscriptions to events. */
final class WebhookRoutes {
  private final Desk desk;

  WebhookRoutes(Desk desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get(
        "/v1/webhooks",
        call -> Exchange.send(call, desk.webhooks().stream().map(WebhookRoutes::shown).toList()));
    routes.post("/v1/webhooks", this::subscribe);
    routes.delete("/v1/webhooks/{id}", this::unsubscribe);
  }

  private void subscribe(Context call) {
    var body = Input.json(call);
    if (!body.path("subscription_types").isObject()) {
      throw Refused.invalid("subscription_types: missing");
    }
    var webhook =
        new Webhook(
            Exchange.newId(),
            Exchange.required(body, "name"),
            Exchange.required(body, "target"),
            body.path("active").asBoolean(false),
            desk.now(),
            body.path("subscription_types"),
            signatureKey(body));
    desk.change(List.of(new WebhookStored(webhook)));
    Exchange.send(call, shown(webhook));
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

  private static Map<String, @Nullable Object> shown(Webhook webhook) {
    return Json.object(
        "id", webhook.id(),
        "name", webhook.name(),
        "target", webhook.target(),
        "active", webhook.active(),
        "created_at", Answers.date(webhook.createdAt()),
        "subscription_types", webhook.subscriptionTypes(),
        "webhook_signature_key", webhook.webhookSignatureKey());
  }
}
