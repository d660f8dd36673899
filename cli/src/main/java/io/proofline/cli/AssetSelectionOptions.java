package io.proofline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which assets are meant: by id, from a file, or those that wait for a person. */
final class AssetSelectionOptions {

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "ASSET",
      description = "Ids of assets in PhotoShelter, such as I0000abcDEF.")
  List<String> named = List.of();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Further ids, one a line; empty lines and those with a # are passed.")
  @Nullable Path file;

  @Option(
      names = "--stuck",
      paramLabel = "WHY",
      description =
          "All that wait for a person for this reason instead, such as dead_command; proofline"
              + " stuck lists them.")
  @Nullable String stuck;

  /** The ids, each once; none only where nothing waits. */
  List<String> resolve(ProcessorClient processorClient) {
    var ids = ids();
    if (ids.isEmpty() == (stuck == null)) {
      throw new ParameterException(
          spec.commandLine(), "Which assets? Name their ids or a --file, or else --stuck WHY.");
    }
    return stuck == null ? List.copyOf(ids) : stuckAssets(processorClient, stuck);
  }

  private static List<String> stuckAssets(ProcessorClient processorClient, String why) {
    var stuckAssets = processorClient.stuck(why);
    if (!stuckAssets.errors().isEmpty()) {
      throw new ProcessorClientException(
          String.join(" ", stuckAssets.errors()) + " So nothing was done.");
    }
    return stuckAssets.entries().stream()
        .map(each -> TerminalText.text(each, "asset"))
        .distinct()
        .toList();
  }

  private Set<String> ids() {
    var ids = new LinkedHashSet<>(named);
    if (file != null) {
      lines(file).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .forEach(ids::add);
    }
    return ids;
  }

  private List<String> lines(Path ids) {
    try {
      return Files.readAllLines(ids);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "Can't read %s: %s".formatted(ids, e), e);
    }
  }
}
