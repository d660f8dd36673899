package io.proofline.sandbox.ziflow.notification;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowChange;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ActivityStored;
import io.proofline.sandbox.ziflow.account.ZiflowChange.DeliveryStored;
import io.proofline.sandbox.ziflow.json.ProofJson;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.model.ProofActivity;
import io.proofline.sandbox.ziflow.model.Webhook;
import io.proofline.sandbox.ziflow.model.WebhookDelivery;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Creates thin events (ids and one detail object): a delivery for each subscribed webhook, and one
 * activity.
 */
public final class ProofEventFactory {
  private final AccountStore account;

  public ProofEventFactory(AccountStore account) {
    this.account = account;
  }

  /** An event without detail, such as {@code created} or {@code deleted}. */
  public List<ZiflowChange> create(String subscription, String action, Proof proof, Contact actor) {
    return create(subscription, action, proof, actor, Json.object());
  }

  /**
   * The events of a change of a proof.
   *
   * @param detail the content of {@code proof_event} beside the ids, for example {@code
   *     decision_event}
   */
  public List<ZiflowChange> create(
      String subscription,
      String action,
      Proof proof,
      Contact actor,
      Map<String, @Nullable Object> detail) {
    var deliveries =
        account.webhooks().stream()
            .filter(webhook -> webhook.isSubscribedTo(subscription))
            .<ZiflowChange>map(
                webhook -> new DeliveryStored(delivery(webhook, action, proof, actor, detail)));
    return Stream.concat(Stream.of(activityChange(action, proof, actor, detail)), deliveries)
        .toList();
  }

  private ZiflowChange activityChange(
      String action, Proof proof, Contact actor, Map<String, @Nullable Object> detail) {
    return new ActivityStored(
        new ProofActivity(
            UUID.randomUUID().toString(),
            account.now(),
            proof.id(),
            action,
            actor.id(),
            Json.toTree(detail)));
  }

  private WebhookDelivery delivery(
      Webhook webhook,
      String action,
      Proof proof,
      Contact actor,
      Map<String, @Nullable Object> detail) {
    var now = account.now();
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
            ProofJson.contact(actor),
            "event_type",
            "proof",
            "proof_event",
            about,
            "created_at",
            ProofJson.date(now));
    return new WebhookDelivery(id, webhook.id(), Json.toTree(event), 0, now);
  }
}
