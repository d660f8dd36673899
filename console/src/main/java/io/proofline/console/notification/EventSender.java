package io.proofline.console.notification;

import io.proofline.console.notification.Outbox.DueDelivery;
import io.proofline.console.readmodel.ReadModelIncompleteException;
import io.proofline.console.review.ReviewQueries;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.node.JsonNodeFactory;

/** Sends events in the form of their subscription. */
final class EventSender implements AutoCloseable {

  private final WebhookClient webhooks;
  private final MailClient mails;
  private final ReviewQueries reviews;

  EventSender(WebhookClient webhooks, MailClient mails, ReviewQueries reviews) {
    this.webhooks = webhooks;
    this.mails = mails;
    this.reviews = reviews;
  }

  /** Makes one attempt, and waits for the answer. */
  AttemptResult send(Subscription subscription, DueDelivery delivery, Instant now) {
    var url = subscription.definition().url();
    return switch (subscription.definition().format()) {
      case STANDARD_WEBHOOKS ->
          webhooks.send(url, subscription.secretsAt(now), delivery.eventId(), delivery.body());
      case SLACK -> webhooks.sendUnsigned(url, slackBody(sentence(delivery)));
      case MAIL -> mails.send(url.getSchemeSpecificPart(), delivery.eventId(), sentence(delivery));
    };
  }

  /** Slack takes three characters for its own marks, such as one that calls everybody. */
  static String slackBody(String sentence) {
    var escaped = sentence.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return JsonNodeFactory.instance.objectNode().put("text", escaped).toString();
  }

  private String sentence(DueDelivery delivery) {
    var subject = EventSentence.subject(delivery.body());
    return EventSentence.of(delivery.body(), subject == null ? null : fileName(subject));
  }

  /** A name that can't be read now must not keep the event. */
  private @Nullable String fileName(String asset) {
    try {
      return reviews.fileNames(List.of(asset)).get(asset);
    } catch (ReadModelIncompleteException | DataAccessException _) {
      return null;
    }
  }

  @Override
  public void close() {
    webhooks.close();
  }
}
