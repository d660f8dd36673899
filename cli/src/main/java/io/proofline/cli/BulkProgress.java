package io.proofline.cli;

import io.proofline.api.ApiPath;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * How far a bulk request is.
 *
 * @param answer of the console, with a result for each item
 */
record BulkProgress(JsonNode answer) {

  private static final int MAX_ROUNDS = 20;
  private static final Duration PAUSE = Duration.ofMillis(500);

  static BulkProgress read(ConsoleClient console, String id) {
    return new BulkProgress(console.get(ApiPath.of("bulk-requests", id)));
  }

  /** Waits until all of its requests are applied, ten seconds at most. */
  static BulkProgress await(ConsoleClient console, String id) {
    var progress = read(console, id);
    for (int i = 0; i < MAX_ROUNDS && !progress.notApplied().isEmpty() && pause(); i++) {
      progress = read(console, id);
    }
    return progress;
  }

  /** The numbers by state, such as {@code 2 applied, 10 done}. */
  String describe() {
    return answer
        .path("states")
        .propertyStream()
        .map(state -> "%,d %s".formatted(state.getValue().asInt(0), state(state.getKey())))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** A line for each request that is not applied yet. */
  List<String> notApplied() {
    return answer
        .path("items")
        .valueStream()
        .filter(item -> TerminalText.text(item, "state").endsWith("recorded"))
        .map(item ->
            "%s of %s: %s"
                .formatted(
                    TerminalText.text(item, "command_id"),
                    TerminalText.text(item, "asset_id"),
                    state(TerminalText.text(item, "state"))))
        .toList();
  }

  /** A row for each item, with the review as it is now. */
  TextTable table() {
    var table = new TextTable("ASSET", "FILE", "COMMAND", "REQUEST", "REVIEW", "REASON");
    for (var item : answer.path("items")) {
      var review = item.path("review");
      table.row(
          TerminalText.text(item, "asset_id"),
          TerminalText.text(review, "file_name"),
          TerminalText.text(item, "command_id"),
          state(TerminalText.text(item, "state")),
          TerminalText.waitReason(review).equals("nobody")
              ? TerminalText.state(review)
              : TerminalText.waitReason(review),
          TerminalText.text(review, "reason"));
    }
    return table;
  }

  private static String state(String word) {
    return TerminalText.withSpaces(word);
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
