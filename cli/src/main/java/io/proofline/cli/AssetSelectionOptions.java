package io.proofline.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The assets that a request is for: named by id, listed in a file, or all that wait for a person.
 */
final class AssetSelectionOptions {

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "ASSET",
      description = "Ids of assets in PhotoShelter, such as I0000abcDEF, or exact file names.")
  List<String> named = List.of();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description =
          "Further ids or file names, one per line. Empty lines and lines that begin with # are"
              + " skipped.")
  @Nullable Path file;

  @Option(
      names = "--stuck",
      paramLabel = "WHY",
      description =
          "Instead of ids: all assets that wait for a person for this reason, such as dead_command."
              + " 'proofline stuck' lists them.")
  @Nullable String stuck;

  /** The ids, each once; empty only if {@code --stuck} finds none. */
  List<String> resolve(ConsoleClient console) {
    var ids = ids();
    if (ids.isEmpty() == (stuck == null)) {
      throw new ParameterException(
          spec.commandLine(), "No assets are named. Add ids, or --file FILE, or --stuck WHY.");
    }
    return stuck == null ? AssetNames.resolve(console, ids) : waitingAssets(console, stuck);
  }

  private static List<String> waitingAssets(ConsoleClient console, String why) {
    var ids = new ArrayList<String>();
    console.forEachItem(
        ConsoleClient.waiting(why), review -> ids.add(TerminalText.text(review, "asset_id")));
    return ids;
  }

  private Set<String> ids() {
    var ids = new LinkedHashSet<>(named);
    if (file != null) {
      InputFile.read(spec, file)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .forEach(ids::add);
    }
    return ids;
  }
}
