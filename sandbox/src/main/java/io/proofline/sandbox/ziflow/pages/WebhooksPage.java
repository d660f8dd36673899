package io.proofline.sandbox.ziflow.pages;

import io.javalin.config.RoutesConfig;
import io.proofline.sandbox.pages.PageRenderer;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.json.ProofJson;
import io.proofline.sandbox.ziflow.notification.WebhookSender;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page of webhook subscriptions and of the last delivery attempts. */
final class WebhooksPage {
  private static final int SHOWN_ATTEMPTS = 60;

  private final AccountStore account;
  private final WebhookSender sender;

  WebhooksPage(AccountStore account, WebhookSender sender) {
    this.account = account;
    this.sender = sender;
  }

  void addTo(RoutesConfig routes, PageRenderer pageRenderer) {
    routes.get(
        "/ziflow/webhooks", call -> pageRenderer.render(call, "Webhooks", "webhooks", model()));
  }

  private Map<String, @Nullable Object> model() {
    var attempts =
        sender.attempts().reversed().stream()
            .limit(SHOWN_ATTEMPTS)
            .map(WebhooksPage::attempt)
            .toList();
    return Json.object(
        "webhooks",
            account.webhooks().stream()
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
        "open", account.deliveries().size());
  }

  private static Map<String, @Nullable Object> attempt(WebhookSender.Attempt attempt) {
    return Json.object(
        "action", attempt.action(),
        "proof", attempt.proofId(),
        "number", attempt.number(),
        "at", ProofJson.date(attempt.at()),
        "answer", attempt.status() == null ? "no answer" : String.valueOf(attempt.status()),
        "again", attempt.again());
  }
}
