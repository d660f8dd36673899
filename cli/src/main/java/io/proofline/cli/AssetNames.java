package io.proofline.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Finds the assets that a person means: by id, else by the exact file name, without case. A text
 * that could be an id is taken for that of an asset that is not known yet.
 */
final class AssetNames {

  private final ConsoleClient console;
  private final Set<String> refused = new LinkedHashSet<>();

  AssetNames(ConsoleClient console) {
    this.console = console;
  }

  /**
   * The id that a text means.
   *
   * @throws ConsoleClientException if no asset or several assets have the file name
   */
  static String resolve(ConsoleClient console, String text) {
    return resolve(console, List.of(text)).getFirst();
  }

  /**
   * The ids that texts mean, each once.
   *
   * @throws ConsoleClientException with every text that names no asset or several; an ambiguous
   *     name is listed with its assets
   */
  static List<String> resolve(ConsoleClient console, Collection<String> texts) {
    return new AssetNames(console).all(List.copyOf(new LinkedHashSet<>(texts)));
  }

  private List<String> all(List<String> texts) {
    var known = new HashSet<String>();
    console.reviews(texts.stream().filter(AssetNames::couldBeId).toList()).stream()
        .filter(review -> !FirstReads.isMissing(review))
        .forEach(review -> known.add(TerminalText.text(review, "asset_id")));
    var ids = new LinkedHashSet<String>();
    for (var text : texts) {
      ids.add(known.contains(text) ? text : named(text));
    }
    if (!refused.isEmpty()) {
      throw new ConsoleClientException(String.join("\n", refused));
    }
    return List.copyOf(ids);
  }

  private String named(String text) {
    var found = console.reviewsNamed(text);
    if (found.isEmpty() && !couldBeId(text)) {
      refused.add(
          "No asset has the file name '%s', and it is no id. Names are compared whole; to search by a part: proofline asset --find TEXT"
              .formatted(text));
    } else if (found.size() > 1) {
      refused.add(ambiguous(text, found));
    }
    return found.isEmpty() ? text : TerminalText.text(found.getFirst(), "asset_id");
  }

  private static boolean couldBeId(String text) {
    return text.matches("[A-Za-z0-9_-]{1,64}");
  }

  private static String ambiguous(String name, List<JsonNode> found) {
    var lines = new ArrayList<String>();
    lines.add("%d assets have the file name '%s'. Use an id:".formatted(found.size(), name));
    var table = new TextTable("ID", "STATE", "GALLERIES");
    found.forEach(review ->
        table.row(
            TerminalText.text(review, "asset_id"),
            TerminalText.state(review),
            TerminalText.galleries(review)));
    table.lines(TerminalWidth.columns()).forEach(line -> lines.add("  " + line));
    return String.join("\n", lines);
  }
}
