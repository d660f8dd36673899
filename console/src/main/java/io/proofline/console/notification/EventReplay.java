package io.proofline.console.notification;

import io.proofline.console.web.ApiException;
import java.time.Instant;
import java.util.List;

/** Sends events of a subscription again, or a made-up one. */
final class EventReplay {

  private static final int MOST = 1_000;

  private final Outbox outbox;
  private final AuditEventSource auditEvents;
  private final EventCatalogue catalogue;

  EventReplay(Outbox outbox, AuditEventSource auditEvents, EventCatalogue catalogue) {
    this.outbox = outbox;
    this.auditEvents = auditEvents;
    this.catalogue = catalogue;
  }

  /**
   * Sends one event again, with its id.
   *
   * @throws ApiException if the subscription does not have it
   */
  void one(Subscription subscription, String event) {
    if (!outbox.replay(subscription.id(), event)) {
      throw ApiException.notFound(
          "The subscription has no event %.200s; GET /api/v1/subscriptions/%s/deliveries lists those that it has"
              .formatted(event, subscription.id()));
    }
  }

  /**
   * Sends all entries of the audit trail since a time that the filter finds, and returns their
   * number.
   *
   * @throws ApiException if there are too many
   */
  int since(Subscription subscription, Instant since) {
    var events = auditEvents.since(subscription.definition().filter(), since, MOST + 1);
    if (events.size() > MOST) {
      throw ApiException.invalid(
          "There are more than %d events since then. Choose a later time.".formatted(MOST));
    }
    outbox.replay(subscription.id(), events);
    return events.size();
  }

  /**
   * A made-up event of a kind.
   *
   * @throws ApiException if there is no such kind
   */
  NotificationEvent newExample(String kind) {
    return catalogue.example(kind);
  }

  /** Sends a made-up event, whatever the filter. */
  void send(Subscription subscription, NotificationEvent example) {
    outbox.add(subscription.id(), List.of(example));
  }
}
