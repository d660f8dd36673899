package io.proofline.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Waits until ids that were unknown are read from the library, ten seconds at most, and finds those
 * that the library does not have.
 */
final class FirstReads {

  private static final int MAX_ROUNDS = 20;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ConsoleClient console;
  private final List<String> pending;
  private final List<String> refused = new ArrayList<>();

  private FirstReads(ConsoleClient console, List<String> unknown) {
    this.console = console;
    this.pending = new ArrayList<>(unknown);
  }

  /**
   * Results of the first reads.
   *
   * @param pending ids that are not read yet
   * @param refused ids that the library does not have
   */
  record Results(List<String> pending, List<String> refused) {}

  static Results await(ConsoleClient console, List<String> unknown) {
    var reads = new FirstReads(console, unknown);
    reads.readAll();
    for (int i = 0; i < MAX_ROUNDS && !reads.pending.isEmpty() && pause(); i++) {
      reads.readAll();
    }
    return new Results(List.copyOf(reads.pending), List.copyOf(reads.refused));
  }

  private void readAll() {
    for (var asset : List.copyOf(pending)) {
      console
          .review(asset)
          .filter(review -> !isBeingRead(review))
          .ifPresent(review -> {
            pending.remove(asset);
            if (isRefused(review)) {
              refused.add(asset);
            }
          });
    }
  }

  private static boolean isBeingRead(JsonNode review) {
    return review
        .path("open_commands")
        .valueStream()
        .anyMatch(command -> isRead(command) && !command.path("dead").asBoolean(false));
  }

  private static boolean isRefused(JsonNode review) {
    return isMissing(review)
        || review
            .path("open_commands")
            .valueStream()
            .anyMatch(command -> isRead(command) && command.path("dead").asBoolean(false));
  }

  /** Whether nothing is known of an id, or only that the library does not have it. */
  static boolean isUnknown(Optional<JsonNode> review) {
    return review.map(FirstReads::isMissing).orElse(true);
  }

  /** Whether a review says only that the library does not have the asset. */
  static boolean isMissing(JsonNode review) {
    return TerminalText.text(review, "state").equals("gone")
        && TerminalText.text(review, "reason").startsWith("the library has no asset of this id");
  }

  private static boolean isRead(JsonNode command) {
    return TerminalText.text(command, "kind").equals("read_asset");
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
