package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.proofline.sandbox.pages.Site;
import io.proofline.sandbox.web.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who subscribed, and what became of the last deliveries. */
final class WebhooksPage {
  private static final int SHOWN_ATTEMPTS = 60;

  private final Desk desk;
  private final WebhookSender sender;

  WebhooksPage(Desk desk, WebhookSender sender) {
    this.desk = desk;
    this.sender = sender;
  }

  void addTo(RoutesConfig routes, Site site) {
    routes.get("/ziflow/webhooks", call -> site.show(call, "Webhooks", "webhooks", model()));
  }

  private Map<String, @Nullable Object> model() {
    var attempts =
        sender.attempts().reversed().stream()
            .limit(SHOWN_ATTEMPTS)
            .map(WebhooksPage::attempt)
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
}
