package io.proofline.sandbox.ziflow.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowChange.WebhookDeleted;
import io.proofline.sandbox.ziflow.account.ZiflowChange.WebhookStored;
import io.proofline.sandbox.ziflow.json.ProofJson;
import io.proofline.sandbox.ziflow.model.Webhook;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Routes of webhook subscriptions. */
final class WebhookRoutes {
  private final AccountStore account;

  WebhookRoutes(AccountStore account) {
    this.account = account;
  }

  void addTo(RoutesConfig routes) {
    routes.get(
        "/v1/webhooks",
        call ->
            ApiResponses.send(
                call, account.webhooks().stream().map(WebhookRoutes::shown).toList()));
    routes.post("/v1/webhooks", this::subscribe);
    routes.delete("/v1/webhooks/{id}", this::unsubscribe);
  }

  private void subscribe(Context call) {
    var body = RequestBody.object(call);
    if (!body.path("subscription_types").isObject()) {
      throw ZiflowApiException.invalid("subscription_types: missing");
    }
    var webhook =
        new Webhook(
            ApiResponses.newId(),
            ApiResponses.required(body, "name"),
            ApiResponses.required(body, "target"),
            body.path("active").asBoolean(false),
            account.now(),
            body.path("subscription_types"),
            signatureKey(body));
    account.commit(List.of(new WebhookStored(webhook)));
    ApiResponses.send(call, shown(webhook));
  }

  /** The signature key, generated or the caller's own; null means unsigned. */
  private static @Nullable String signatureKey(JsonNode body) {
    if (body.path("generate_signature_key").asBoolean(false)) {
      return UUID.randomUUID().toString();
    }
    var own = RequestInput.text(body.path("webhook_signature_key"));
    if (own.filter(key -> !key.matches("[A-Za-z0-9\\\\-]{1,255}")).isPresent()) {
      throw ZiflowApiException.invalid("webhook_signature_key: 1 to 255 letters, digits, - or \\");
    }
    return own.orElse(null);
  }

  private void unsubscribe(Context call) {
    var webhook =
        account
            .webhook(call.pathParam("id"))
            .orElseThrow(() -> ZiflowApiException.notFound("webhook", call.pathParam("id")));
    account.commit(List.of(new WebhookDeleted(webhook.id())));
  }

  private static Map<String, @Nullable Object> shown(Webhook webhook) {
    return Json.object(
        "id", webhook.id(),
        "name", webhook.name(),
        "target", webhook.target(),
        "active", webhook.active(),
        "created_at", ProofJson.date(webhook.createdAt()),
        "subscription_types", webhook.subscriptionTypes(),
        "webhook_signature_key", webhook.webhookSignatureKey());
  }
}
