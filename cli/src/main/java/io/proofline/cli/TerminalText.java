package io.proofline.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Formats answers of the console for a terminal. */
final class TerminalText {

  private static final Map<String, String> STATES =
      Map.ofEntries(
          Map.entry("not_picked", "not picked for review"),
          Map.entry("selected", "selected for review"),
          Map.entry("opening", "its proof is being created"),
          Map.entry("stuck", "stuck"),
          Map.entry("settling", "waiting for the end of edits"),
          Map.entry("held", "held by the limit of new proofs per hour"),
          Map.entry("watched", "watched: decisions are recorded, nothing is published"),
          Map.entry("trashed", "in the library's trash"),
          Map.entry("gone", "gone from the library"),
          Map.entry("final", "filed as the final of another asset"));

  private static final Map<String, String> WAIT_REASONS =
      Map.of(
          "stuck", "review is stuck",
          "dead_command", "a call was given up",
          "unmatched", "a proof without a review",
          "held", "held by the hourly limit",
          "overdue", "past its deadline",
          "no_rule", "no rule matches",
          "unanswered", "a call has no answer",
          "left_in_select", "still in a selecting gallery");

  private TerminalText() {}

  /** Wording for the state of a review. */
  static String state(JsonNode node) {
    var word = node.path("state").asString("");
    return STATES.getOrDefault(word, withSpaces(word));
  }

  /** Wording for the reason for which an asset waits for a person. */
  static String waitReason(JsonNode node) {
    var word = node.path("waits").asString("");
    return WAIT_REASONS.getOrDefault(word, withSpaces(word));
  }

  /** Replaces underscores with blanks. */
  static String withSpaces(String word) {
    return word.replace('_', ' ');
  }

  static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }

  /** The paths of the galleries that hold an asset, of its review. */
  static String galleries(JsonNode review) {
    return review
        .path("asset")
        .path("galleries")
        .valueStream()
        .map(gallery -> text(gallery, "path"))
        .collect(Collectors.joining(", "));
  }

  /** The attempts and the next step that a worker reported for a dead command, a line each. */
  static List<String> failureDetails(JsonNode command) {
    var details = new ArrayList<String>();
    int attempts = command.path("attempts").asInt(0);
    if (attempts > 1) {
      details.add("tried %d times".formatted(attempts));
    }
    if (command.path("next_step").isString()) {
      details.add(text(command, "next_step"));
    }
    return details;
  }

  /** The time that has passed since the one in a field. */
  static String age(JsonNode node, String name, Instant now) {
    return duration(Duration.between(time(node, name, now), now));
  }

  /** The time that remains until the one in a field. */
  static String timeUntil(JsonNode node, String name, Instant now) {
    var time = time(node, name, now);
    return time.isAfter(now) ? "in " + duration(Duration.between(now, time)) : "now";
  }

  /** A duration in one unit: seconds, minutes, hours below two days, else days. */
  static String duration(Duration length) {
    if (length.toMinutes() < 1) {
      return Math.max(0, length.toSeconds()) + " s";
    }
    if (length.toHours() < 1) {
      return length.toMinutes() + " min";
    }
    return length.toHours() < 48 ? length.toHours() + " h" : length.toDays() + " d";
  }

  /** A count and a noun, in the plural unless the count is one. */
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
