package io.proofline.cli;

import io.proofline.cli.DeadCommands.DeadCommand;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What waits for a person, and what that person can do about it. */
@Command(
    name = "stuck",
    description =
        "Lists what waits for a person, the oldest first, with what to do about it. Exits 0 also"
            + " when something waits; 1 when not all could be asked.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[COMMAND]")
final class StuckCommand implements Callable<Integer> {

  private static final String REASONS =
      "stuck, dead_command, unmatched, held, overdue, no_rule, unanswered or left_in_select";

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(names = "--why", paramLabel = "WHY", description = "Only what waits for this: " + REASONS)
  @Nullable String why;

  @Option(names = "--json", description = "Prints a JSON list instead of a table.")
  boolean json;

  @Mixin ProcessorOptions at = new ProcessorOptions();

  @Override
  public Integer call() {
    try (var processorClient = at.open()) {
      var stuckAssets = processorClient.stuck(why);
      if (json) {
        out().println(JsonMapper.shared().valueToTree(stuckAssets.entries()).toPrettyString());
      } else {
        printStuck(stuckAssets);
      }
      stuckAssets.errors().forEach(spec.commandLine().getErr()::println);
      return stuckAssets.errors().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private void printStuck(ProcessorClient.StuckAssets stuckAssets) {
    if (stuckAssets.entries().isEmpty()) {
      if (stuckAssets.errors().isEmpty()) {
        out().println("Nothing waits for a person.");
      }
      return;
    }
    table(stuckAssets.entries()).print(out());
    var dead = DeadCommands.from(stuckAssets.entries()).all();
    if (!dead.isEmpty()) {
      out().printf("%nDead commands, each for a retry or a discard:%n");
      dead.forEach(each -> out().println("  " + each.description()));
      out()
          .println(
              "proofline stuck retry COMMAND does one again; the beginning of its id will do.");
    }
  }

  private static TextTable table(List<JsonNode> stuck) {
    var textTable = new TextTable("AGE", "ASSET", "FILE", "WHAT", "REASON", "NEXT STEP");
    var now = Instant.now();
    for (var each : stuck) {
      textTable.row(
          TerminalText.age(each, "since", now),
          TerminalText.text(each, "asset"),
          TerminalText.text(each, "file"),
          TerminalText.waitReason(each),
          TerminalText.text(each, "reason"),
          TerminalText.text(each, "next_step"));
    }
    return textTable;
  }

  @Command(
      name = "retry",
      description =
          "Does dead commands once more. What may have been done already is looked up first, so"
              + " nothing is done twice.",
      mixinStandardHelpOptions = true)
  int retry(
      @ArgGroup(multiplicity = "1") DeadCommandOptions which,
      @Mixin ConfirmationOptions how,
      @Mixin ProcessorOptions door) {
    return requestForDeadCommands("retry", which, how, door);
  }

  @Command(
      name = "discard",
      description =
          "Gives dead commands up for good: what they were to do stays undone until it is needed"
              + " anew.",
      mixinStandardHelpOptions = true)
  int discard(
      @ArgGroup(multiplicity = "1") DeadCommandOptions which,
      @Mixin ConfirmationOptions how,
      @Mixin ProcessorOptions door) {
    return requestForDeadCommands("discard", which, how, door);
  }

  @Command(
      name = "link",
      description = "Says whose a proof is that no review knows: the asset's review follows it.",
      mixinStandardHelpOptions = true)
  int link(
      @Parameters(paramLabel = "PROOF", description = "The proof's id in Ziflow.") String proof,
      @Parameters(paramLabel = "ASSET", description = "The asset's id in PhotoShelter.")
          String asset,
      @Option(names = "--as", paramLabel = "EMAIL", description = "Who asks, for the record.")
          @Nullable String as,
      @Mixin ProcessorOptions door) {
    return request(
        door,
        Map.of("kind", "link", "asset", asset, "proof", proof),
        as,
        "proofline asset " + asset);
  }

  @Command(
      name = "release",
      description =
          "Says that a proof which claims an asset is not ours: it is followed and listed no more.",
      mixinStandardHelpOptions = true)
  int release(
      @Parameters(paramLabel = "PROOF", description = "The proof's id in Ziflow.") String proof,
      @Parameters(paramLabel = "ASSET", description = "The asset that lists it.") String asset,
      @Option(names = "--as", paramLabel = "EMAIL", description = "Who asks, for the record.")
          @Nullable String as,
      @Mixin ProcessorOptions door) {
    return request(
        door,
        Map.of("kind", "release", "asset", asset, "proof", proof),
        as,
        "proofline asset " + asset);
  }

  @Command(
      name = "go-ahead",
      description = "Lets proofs be made that the brake holds: all of them, or the first N.",
      mixinStandardHelpOptions = true)
  int goAhead(
      @Parameters(arity = "0..1", paramLabel = "N", description = "How many; all unless said.")
          @Nullable Integer count,
      @Option(names = "--as", paramLabel = "EMAIL", description = "Who asks, for the record.")
          @Nullable String as,
      @Mixin ProcessorOptions door) {
    Map<String, ?> body =
        count == null ? Map.of("kind", "go_ahead") : Map.of("kind", "go_ahead", "count", count);
    return request(door, body, as, "proofline stuck --why held");
  }

  private int requestForDeadCommands(
      String kind, DeadCommandOptions which, ConfirmationOptions how, ProcessorOptions options) {
    try (var processorClient = options.open()) {
      var stuckAssets = processorClient.stuck(which.why);
      if (!stuckAssets.errors().isEmpty()) {
        throw new ProcessorClientException(
            String.join(" ", stuckAssets.errors()) + " So nothing was done.");
      }
      var dead = which.selectFrom(DeadCommands.from(stuckAssets.entries())).all();
      if (dead.isEmpty()) {
        out().println("No dead command waits.");
        return ExitCode.OK;
      }
      return how.runIfConfirmed(
          kind,
          "dead command",
          dead.stream().map(DeadCommand::description).toList(),
          () -> requestForDeadCommands(processorClient, kind, dead, how));
    }
  }

  private int requestForDeadCommands(
      ProcessorClient processorClient,
      String kind,
      List<DeadCommand> dead,
      ConfirmationOptions how) {
    for (var each : dead) {
      processorClient.request(
          Map.of("kind", kind, "asset", each.asset(), "command", each.command()), how.as);
      out().println("%s: on record for %s".formatted(kind, each.description()));
    }
    out().println("What is still there in a minute: proofline stuck");
    return ExitCode.OK;
  }

  private int request(
      ProcessorOptions options, Map<String, ?> body, @Nullable String as, String toSeeIt) {
    try (var processorClient = options.open()) {
      processorClient.request(body, as);
      out().println("On record. What became of it: " + toSeeIt);
      return ExitCode.OK;
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Which dead commands are meant. */
  static final class DeadCommandOptions {

    @Parameters(
        arity = "1..*",
        paramLabel = "COMMAND",
        description = "Ids of dead commands, or their beginnings.")
    List<String> named = List.of();

    @Option(names = "--why", paramLabel = "WHY", description = "All of what waits for this.")
    @Nullable String why;

    @Option(names = "--all", description = "All of them.")
    boolean all;

    DeadCommands selectFrom(DeadCommands dead) {
      return named.isEmpty() ? dead : dead.matchingIds(named);
    }
  }
}
