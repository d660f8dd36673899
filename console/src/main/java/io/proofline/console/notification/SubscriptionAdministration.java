package io.proofline.console.notification;

import io.proofline.console.access.Caller;
import io.proofline.console.access.Role;
import io.proofline.console.notification.Subscription.Definition;
import io.proofline.console.request.Requests;
import io.proofline.console.web.ApiException;
import io.proofline.schemas.AdministrativeAct;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes, changes and deletes subscriptions, with an entry in the audit trail. */
final class SubscriptionAdministration {

  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionAdministration.class);

  /** Not a person: Proofline itself. */
  private static final Caller PROOFLINE =
      new Caller("notifications", "notifications", Role.ADMINISTRATOR, null);

  private static final String GONE = "The receiver wants no more events (status 410)";
  private static final int MOST = 100;

  private final Subscriptions subscriptions;
  private final AuditEventSource auditEvents;
  private final Requests requests;
  private final InstantSource clock;

  SubscriptionAdministration(
      Subscriptions subscriptions,
      AuditEventSource auditEvents,
      Requests requests,
      InstantSource clock) {
    this.subscriptions = subscriptions;
    this.auditEvents = auditEvents;
    this.requests = requests;
    this.clock = clock;
  }

  /**
   * Makes a subscription of the events from now on.
   *
   * @throws ApiException if there are too many, or Kafka did not store the entry; there is no
   *     subscription then
   */
  Subscription create(Definition definition, String reason, Caller caller) {
    if (subscriptions.all().size() >= MOST) {
      throw ApiException.conflict(
          "There are %d subscriptions already. Delete one first.".formatted(MOST));
    }
    var positions = auditEvents.end();
    var id = Subscriptions.newId();
    record(AdministrativeAct.SUBSCRIPTION_CREATED, Map.of("subscription", id), reason, caller);
    return subscriptions.create(id, definition, auditEvents.topic(), positions);
  }

  /**
   * Changes a subscription, and disables or enables it; once enabled, it takes the events from then
   * on, after those that wait.
   *
   * @throws ApiException if there is none of that id, or Kafka did not store the entry
   */
  Subscription change(
      String id, Definition definition, boolean isEnabled, String reason, Caller caller) {
    var before = find(id);
    var positions = isEnabled ? auditEvents.end() : Map.<Integer, Long>of();
    var change =
        before.isEnabled() == isEnabled ? "definition" : (isEnabled ? "enabled" : "disabled");
    recordChange(id, change, reason, caller);
    subscriptions.change(id, definition);
    if (isEnabled) {
      subscriptions.enable(id, auditEvents.topic(), positions);
    } else {
      subscriptions.disable(id, reason);
    }
    return find(id);
  }

  /**
   * Replaces the secret.
   *
   * @param formerFor how long the former one signs as well
   * @throws ApiException if there is none of that id, or Kafka did not store the entry
   */
  Subscription rotateSecret(String id, Duration formerFor, String reason, Caller caller) {
    find(id);
    recordChange(id, "secret", reason, caller);
    return subscriptions
        .rotateSecret(id, clock.instant().plus(formerFor))
        .orElseThrow(() -> unknown(id));
  }

  /**
   * Deletes a subscription and all that waits for it.
   *
   * @throws ApiException if there is none of that id, or Kafka did not store the entry
   */
  void delete(String id, String reason, Caller caller) {
    find(id);
    record(AdministrativeAct.SUBSCRIPTION_DELETED, Map.of("subscription", id), reason, caller);
    subscriptions.delete(id);
  }

  /** Disables a subscription whose receiver wants no more events. */
  void disableGone(String id) {
    if (!subscriptions.disable(id, GONE)) {
      return;
    }
    LOG.warn("Subscription {} is disabled: {}", id, GONE);
    try {
      recordChange(id, "disabled", GONE, PROOFLINE);
    } catch (ApiException e) {
      LOG.warn("The audit trail does not have it: {}", e.getMessage());
    }
  }

  /**
   * The subscription of an id.
   *
   * @throws ApiException if there is none
   */
  Subscription find(String id) {
    return subscriptions.find(id).orElseThrow(() -> unknown(id));
  }

  private static ApiException unknown(String id) {
    return ApiException.notFound(
        "There is no subscription %.80s. GET /api/v1/subscriptions lists all.".formatted(id));
  }

  private void recordChange(String id, String change, String reason, Caller caller) {
    record(
        AdministrativeAct.SUBSCRIPTION_CHANGED,
        Map.of("subscription", id, "change", change),
        reason,
        caller);
  }

  private void record(
      AdministrativeAct act, Map<String, String> details, String reason, Caller caller) {
    var _ = requests.recordAct(act, details, reason, UUID.randomUUID().toString(), caller);
  }
}
