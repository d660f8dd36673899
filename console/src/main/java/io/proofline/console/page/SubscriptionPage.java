package io.proofline.console.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One subscription of notifications.
 *
 * @param isSigned whether events are signed by its secret
 * @param secret that was just made, and is shown once; null for none
 * @param formerSecretUntil until when a replaced secret signs as well; null for none
 * @param notice of an act that was done; null for none
 * @param form with what people choose of it
 * @param state of the deliveries that are shown; empty for all
 * @param next address of the next deliveries; null for none
 */
public record SubscriptionPage(
    SubscriptionSummary summary,
    boolean isSigned,
    @Nullable String secret,
    @Nullable Instant formerSecretUntil,
    @Nullable String notice,
    SubscriptionForm form,
    String state,
    List<Delivery> deliveries,
    @Nullable String next) {

  private static final Map<String, String> FAILURES =
      Map.of(
          "unknown_host", "The name of the address is unknown",
          "forbidden_address", "The address is of an internal network; the settings allow none",
          "connection", "No connection",
          "tls", "The certificate of the receiver was not accepted",
          "timeout", "No answer in time",
          "redirected", "A redirect, which is not followed",
          "refused", "Refused by the receiver",
          "gone", "The receiver wants no more events",
          "server_error", "The receiver failed");

  public SubscriptionPage {
    deliveries = List.copyOf(deliveries);
  }

  /** States of deliveries, with their words. */
  public static Map<String, String> states() {
    return Map.of("waiting", "Waiting", "delivered", "Delivered", "exhausted", "Given up");
  }

  /**
   * An event, and the attempts to deliver it.
   *
   * @param nextAttempt null if it does not wait
   */
  public record Delivery(
      String event,
      String kind,
      String state,
      Instant queuedAt,
      @Nullable Instant nextAttempt,
      List<Attempt> attempts) {

    public Delivery {
      attempts = List.copyOf(attempts);
    }

    /** The delivery of an item of the API. */
    public static Delivery of(JsonNode item) {
      var attempts = new ArrayList<Attempt>();
      for (var attempt : item.path("attempts")) {
        attempts.add(
            new Attempt(
                Instant.parse(attempt.path("at").asString()),
                attempt.path("duration_millis").asLong(),
                attempt.path("status").isNull() ? null : attempt.path("status").asInt(),
                attempt.path("error").asString(null)));
      }
      var next = item.path("next_attempt_at").asString(null);
      return new Delivery(
          item.path("event").asString(),
          item.path("kind").asString(),
          item.path("state").asString(),
          Instant.parse(item.path("queued_at").asString()),
          next == null ? null : Instant.parse(next),
          attempts.reversed());
    }

    public boolean isWaiting() {
      return nextAttempt != null;
    }

    /** The state in words. */
    public String words() {
      return states().getOrDefault(state, state);
    }

    /** The style of the state. */
    public String style() {
      return switch (state) {
        case "delivered" -> "ok";
        case "exhausted" -> "no";
        default -> attempts.isEmpty() ? "open" : "change";
      };
    }
  }

  /**
   * An attempt to deliver an event.
   *
   * @param status of the answer; null without one
   * @param error null if it was delivered
   */
  public record Attempt(Instant at, long millis, @Nullable Integer status, @Nullable String error) {

    /** The answer in words. */
    public String words() {
      var answer = error == null ? "Taken" : FAILURES.getOrDefault(error, error);
      return status == null ? answer : "%s (status %d)".formatted(answer, status);
    }
  }

  /** Omits the secret. */
  @Override
  public String toString() {
    return "SubscriptionPage[%s]".formatted(summary.id());
  }
}
