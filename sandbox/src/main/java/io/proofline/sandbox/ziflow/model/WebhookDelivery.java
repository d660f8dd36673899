package io.proofline.sandbox.ziflow.model;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * One event on its way to one webhook.
 *
 * @param event the event without the fields of the attempt
 * @param attempts how often it was tried
 * @param due when it is to be tried next
 */
public record WebhookDelivery(
    String eventId, String webhookId, JsonNode event, int attempts, Instant due) {
  public WebhookDelivery nextAttempt(int made, Instant next) {
    return new WebhookDelivery(eventId, webhookId, event, made, next);
  }
}
