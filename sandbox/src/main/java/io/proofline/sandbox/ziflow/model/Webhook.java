package io.proofline.sandbox.ziflow.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A subscription of a target address to kinds of events. */
public record Webhook(
    String id,
    String name,
    String target,
    boolean active,
    Instant createdAt,
    JsonNode subscriptionTypes,
    @Nullable String webhookSignatureKey) {
  public boolean isSubscribedTo(String type) {
    var proof = subscriptionTypes.path("proof");
    return active && (proof.path("all").asBoolean(false) || proof.path(type).asBoolean(false));
  }
}
