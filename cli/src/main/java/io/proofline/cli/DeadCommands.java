package io.proofline.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The dead commands among the assets that wait for a person, by id. */
record DeadCommands(List<DeadCommand> all) {

  DeadCommands {
    all = List.copyOf(all);
  }

  /**
   * A command that became a dead letter.
   *
   * @param details the attempts and the next step that its worker reported, a line each
   */
  record DeadCommand(String asset, String command, String description, List<String> details) {

    DeadCommand {
      details = List.copyOf(details);
    }
  }

  /** The dead commands of reviews. */
  static DeadCommands from(List<JsonNode> reviews) {
    var all = new ArrayList<DeadCommand>();
    for (var review : reviews) {
      for (var command : review.path("open_commands")) {
        if (!command.path("dead").asBoolean(false)) {
          continue;
        }
        var id = TerminalText.text(command, "command_id");
        var asset = TerminalText.text(review, "asset_id");
        all.add(
            new DeadCommand(
                asset,
                id,
                "%s %s of %s: %s"
                    .formatted(
                        id,
                        TerminalText.withSpaces(TerminalText.text(command, "kind")),
                        asset,
                        TerminalText.text(command, "reason")),
                TerminalText.failureDetails(command)));
      }
    }
    return new DeadCommands(all);
  }

  /**
   * The commands with these ids. The beginning of an id is enough if no other command shares it.
   *
   * @throws IllegalArgumentException if none or several begin so
   */
  DeadCommands matchingIds(List<String> beginnings) {
    var found = new LinkedHashSet<DeadCommand>();
    for (var beginning : beginnings) {
      var matches =
          all.stream().filter(deadCommand -> deadCommand.command().startsWith(beginning)).toList();
      if (matches.size() != 1) {
        throw new IllegalArgumentException(
            matches.isEmpty()
                ? "No dead command begins with '%s'; it may have been retried or discarded meanwhile. All dead commands: proofline stuck"
                    .formatted(beginning)
                : "%d dead commands begin with '%s'. Type more of the id."
                    .formatted(matches.size(), beginning));
      }
      found.add(matches.getFirst());
    }
    return new DeadCommands(List.copyOf(found));
  }
}
