package io.proofline.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The commands among what waits that ended as dead letters. */
record DeadCommands(List<DeadCommand> all) {

  DeadCommands {
    all = List.copyOf(all);
  }

  /** A dead command of an asset. */
  record DeadCommand(String asset, String command, String description) {}

  static DeadCommands from(List<JsonNode> stuck) {
    var all = new ArrayList<DeadCommand>();
    for (var each : stuck) {
      for (var command : each.path("dead")) {
        var id = TerminalText.text(command, "command_id");
        var asset = TerminalText.text(each, "asset");
        all.add(
            new DeadCommand(
                asset,
                id,
                "%s %s of %s: %s"
                    .formatted(
                        id,
                        TerminalText.withSpaces(TerminalText.text(command, "kind")),
                        asset,
                        TerminalText.text(command, "reason"))));
      }
    }
    return new DeadCommands(all);
  }

  /**
   * Those with these ids; the beginning of an id is enough where it is one's alone.
   *
   * @throws IllegalArgumentException when one is nobody's, or several have it
   */
  DeadCommands matchingIds(List<String> beginnings) {
    var found = new LinkedHashSet<DeadCommand>();
    for (var beginning : beginnings) {
      var these =
          all.stream().filter(deadCommand -> deadCommand.command().startsWith(beginning)).toList();
      if (these.size() != 1) {
        throw new IllegalArgumentException(
            these.isEmpty()
                ? "No dead command begins with '%s'. proofline stuck lists them, and may say that somebody was quicker."
                    .formatted(beginning)
                : "%d dead commands begin with '%s': say more of the id."
                    .formatted(these.size(), beginning));
      }
      found.add(these.getFirst());
    }
    return new DeadCommands(List.copyOf(found));
  }
}
