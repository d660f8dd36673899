package io.proofline.standalone.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The commands among what waits that ended as dead letters. */
record DeadCommands(List<Dead> all) {

  DeadCommands {
    all = List.copyOf(all);
  }

  /** A dead command of an asset. */
  record Dead(String asset, String command, String told) {}

  static DeadCommands among(List<JsonNode> stuck) {
    var all = new ArrayList<Dead>();
    for (var each : stuck) {
      for (var command : each.path("dead")) {
        var id = Told.text(command, "command_id");
        var asset = Told.text(each, "asset");
        all.add(
            new Dead(
                asset,
                id,
                "%s %s of %s: %s"
                    .formatted(
                        id,
                        Told.plain(Told.text(command, "kind")),
                        asset,
                        Told.text(command, "reason"))));
      }
    }
    return new DeadCommands(all);
  }

  /**
   * Those with these ids; the beginning of an id is enough where it is one's alone.
   *
   * @throws IllegalArgumentException when one is nobody's, or several have it
   */
  DeadCommands named(List<String> beginnings) {
    var found = new LinkedHashSet<Dead>();
    for (var beginning : beginnings) {
      var these = all.stream().filter(dead -> dead.command().startsWith(beginning)).toList();
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
