package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.ZiflowChange.ActivityStored;
import io.proofline.sandbox.ziflow.ZiflowChange.DeliveryStored;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes thin events: ids and one detail object, a delivery for each webhook that wants it, and one
 * line of what was done.
 */
final class Events {
  private final Desk desk;

  Events(Desk desk) {
    this.desk = desk;
  }

  /** An event without detail, such as {@code created} or {@code deleted}. */
  List<ZiflowChange> of(String subscription, String action, Proof proof, Contact actor) {
    return of(subscription, action, proof, actor, Json.object());
  }

  /**
   * @param detail what stands in {@code proof_event} beside the ids, for example {@code
   *     decision_event}
   */
  List<ZiflowChange> of(
      String subscription,
      String action,
      Proof proof,
      Contact actor,
      Map<String, @Nullable Object> detail) {
    var deliveries =
        desk.webhooks().stream()
            .filter(webhook -> webhook.wants(subscription))
            .<ZiflowChange>map(
                webhook -> new DeliveryStored(delivery(webhook, action, proof, actor, detail)));
    return Stream.concat(Stream.of(activity(action, proof, actor, detail)), deliveries).toList();
  }

  private ZiflowChange activity(
      String action, Proof proof, Contact actor, Map<String, @Nullable Object> detail) {
    return new ActivityStored(
        new Activity(
            UUID.randomUUID().toString(),
            desk.now(),
            proof.id(),
            action,
            actor.id(),
            Json.toTree(detail)));
  }

  private Delivery delivery(
      Webhook webhook,
      String action,
      Proof proof,
      Contact actor,
      Map<String, @Nullable Object> detail) {
    var now = desk.now();
    var id = UUID.randomUUID().toString();
    var about =
        Json.object(
            "proof_id", proof.id(),
            "version_previous_id", proof.versionPreviousId(),
            "action", action,
            "pass_through_value", proof.passThroughValue());
    about.putAll(detail);
    var event =
        Json.object(
            "event_id",
            id,
            "webhook_id",
            webhook.id(),
            "contact",
            Answers.contact(actor),
            "event_type",
            "proof",
            "proof_event",
            about,
            "created_at",
            Answers.date(now));
    return new Delivery(id, webhook.id(), Json.toTree(event), 0, now);
  }
}
