package io.proofline.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the door answers, in words for a person at a terminal. */
final class TerminalText {

  private static final Map<String, String> STATES =
      Map.ofEntries(
          Map.entry("not_picked", "not picked for review"),
          Map.entry("selected", "selected for review"),
          Map.entry("opening", "its proof is being made"),
          Map.entry("stuck", "stuck"),
          Map.entry("settling", "waiting until nobody edits it any more"),
          Map.entry("held", "held by the brake on new proofs"),
          Map.entry("watched", "watched: decided and recorded, nothing is done"),
          Map.entry("trashed", "in the library's trash"),
          Map.entry("gone", "gone from the library"),
          Map.entry("final", "filed as the final of another asset"));

  private static final Map<String, String> WAIT_REASONS =
      Map.of(
          "stuck", "review is stuck",
          "dead_command", "a call was given up",
          "unmatched", "a proof that no review knows",
          "held", "held by the brake",
          "overdue", "the deadline is past",
          "no_rule", "no rule is for it",
          "unanswered", "a call has no answer",
          "left_in_select", "lies in a gallery that selects");

  private TerminalText() {}

  /** A state, as a photo editor would say it. */
  static String state(JsonNode node) {
    var word = node.path("state").asString("");
    return STATES.getOrDefault(word, withSpaces(word));
  }

  /** What of it waits for a person. */
  static String waitReason(JsonNode node) {
    var word = node.path("waits").asString("");
    return WAIT_REASONS.getOrDefault(word, withSpaces(word));
  }

  /** Words of the contract, without their underscores. */
  static String withSpaces(String word) {
    return word.replace('_', ' ');
  }

  static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }

  /** How long ago a time was that a field tells. */
  static String age(JsonNode node, String name, Instant now) {
    return duration(Duration.between(time(node, name, now), now));
  }

  /** How long it is until a time that a field tells. */
  static String timeUntil(JsonNode node, String name, Instant now) {
    var time = time(node, name, now);
    return time.isAfter(now) ? "in " + duration(Duration.between(now, time)) : "now";
  }

  /** A length of time, in its largest unit that says enough. */
  static String duration(Duration length) {
    if (length.toMinutes() < 1) {
      return Math.max(0, length.toSeconds()) + " s";
    }
    if (length.toHours() < 1) {
      return length.toMinutes() + " min";
    }
    return length.toHours() < 48 ? length.toHours() + " h" : length.toDays() + " d";
  }

  /** A word and its plural, by count. */
  static String count(int count, String one) {
    return String.format(Locale.ROOT, "%,d %s%s", count, one, count == 1 ? "" : "s");
  }

  private static Instant time(JsonNode node, String name, Instant otherwise) {
    try {
      return Instant.parse(text(node, name));
    } catch (DateTimeException _) {
      return otherwise;
    }
  }
}
