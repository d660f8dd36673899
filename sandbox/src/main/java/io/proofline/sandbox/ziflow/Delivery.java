package io.proofline.sandbox.ziflow;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * One event on its way to one webhook.
 *
 * @param event the event without the fields of the attempt
 * @param attempts how often it was tried
 * @param due when it is to be tried next
 */
record Delivery(String eventId, String webhookId, JsonNode event, int attempts, Instant due) {
  Delivery again(int made, Instant next) {
    return new Delivery(eventId, webhookId, event, made, next);
  }
}
