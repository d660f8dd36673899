package io.proofline.sandbox.ziflow.model;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * The delivery of one event to one webhook.
 *
 * @param event the event without the fields of the attempt
 * @param attempts number of attempts so far
 * @param due time of the next attempt
 */
public record WebhookDelivery(
    String eventId, String webhookId, JsonNode event, int attempts, Instant due) {
  public WebhookDelivery nextAttempt(int made, Instant next) {
    return new WebhookDelivery(eventId, webhookId, event, made, next);
  }
}
