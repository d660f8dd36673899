package io.proofline.cli;

import io.proofline.cli.DeadCommands.DeadCommand;
import io.proofline.schemas.AdministrativeAct;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

/** Lists assets that wait for a person, and sends requests that resolve them. */
@Command(
    name = "stuck",
    aliases = "waiting",
    description =
        "Lists the assets that wait for a person, the oldest first, with what to do. Exits 0 even"
            + " if some wait; 1 if an instance of the stream processor did not answer.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[COMMAND]")
final class StuckCommand implements Callable<Integer> {

  private static final String REASONS =
      "stuck, dead_command, unmatched, held, overdue, no_rule, unanswered or left_in_select";

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--why",
      paramLabel = "WHY",
      description = "Only assets that wait for this reason: " + REASONS)
  @Nullable String why;

  @Option(names = "--json", description = "Prints a JSON list instead of a table.")
  boolean json;

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ProcessorOptions processor = new ProcessorOptions();

  @Override
  public Integer call() {
    try (var processorClient = processor.open(installation)) {
      var stuckAssets = processorClient.stuck(why);
      if (json) {
        out().println(JsonMapper.shared().valueToTree(stuckAssets.entries()).toPrettyString());
      } else {
        printStuck(stuckAssets);
        printPausedApis();
      }
      stuckAssets.errors().forEach(this::printError);
      return stuckAssets.errors().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private void printStuck(ProcessorClient.StuckAssets stuckAssets) {
    if (stuckAssets.entries().isEmpty()) {
      if (stuckAssets.errors().isEmpty()) {
        out().println("No asset waits for a person.");
      }
      return;
    }
    table(stuckAssets.entries()).print(out());
    var dead = DeadCommands.from(stuckAssets.entries()).all();
    if (!dead.isEmpty()) {
      out().printf("%nDead commands, each to retry or to discard:%n");
      dead.forEach(this::printDead);
      out()
          .println(
              PasteableCommands.complete(
                  spec,
                  "To try one again: proofline stuck retry "
                      + dead.getFirst().command()
                      + "  (the beginning of an id is enough)"));
    }
  }

  /** Commands for a paused API wait for nobody yet, so no asset in the list may show them. */
  private void printPausedApis() {
    var now = Instant.now();
    for (var api : processor.pausedApis(installation).all()) {
      out().printf("%n%s: %s%n", api.headline(now), api.cause());
      out().println(PasteableCommands.complete(spec, "  " + api.nextStep()));
    }
  }

  private void printDead(DeadCommand dead) {
    out().println("  " + dead.description());
    dead.details().forEach(detail -> out().println("    " + detail));
  }

  private TextTable table(List<JsonNode> stuck) {
    var textTable = new TextTable("AGE", "ASSET", "FILE", "WHAT", "REASON", "NEXT STEP");
    var now = Instant.now();
    for (var each : stuck) {
      textTable.row(
          TerminalText.age(each, "since", now),
          TerminalText.text(each, "asset"),
          TerminalText.text(each, "file"),
          TerminalText.waitReason(each),
          TerminalText.text(each, "reason"),
          PasteableCommands.complete(spec, TerminalText.text(each, "next_step")));
    }
    return textTable;
  }

  @Command(
      name = "retry",
      description =
          "Tries dead commands again. A call that may have taken effect is looked up first, so"
              + " nothing is done twice.",
      mixinStandardHelpOptions = true)
  int retry(
      @ArgGroup(multiplicity = "1") DeadCommandOptions which,
      @Mixin ConfirmationOptions confirmation,
      @Mixin InstallationOptions installations,
      @Mixin ProcessorOptions processors) {
    return requestForDeadCommands("retry", which, confirmation, processors.open(installations));
  }

  @Command(
      name = "discard",
      description =
          "Abandons dead commands. Their change is made only if a later event requires it again.",
      mixinStandardHelpOptions = true)
  int discard(
      @ArgGroup(multiplicity = "1") DeadCommandOptions which,
      @Mixin ConfirmationOptions confirmation,
      @Mixin InstallationOptions installations,
      @Mixin ProcessorOptions processors) {
    return requestForDeadCommands("discard", which, confirmation, processors.open(installations));
  }

  @Command(
      name = "link",
      description = "Assigns a proof without a review to an asset, whose review follows it.",
      mixinStandardHelpOptions = true)
  int link(
      @Parameters(paramLabel = "PROOF", description = "The proof's id in Ziflow.") String proof,
      @Parameters(paramLabel = "ASSET", description = "The asset's id in PhotoShelter.")
          String asset,
      @Mixin PersonOptions person,
      @Mixin InstallationOptions installations,
      @Mixin ProcessorOptions processors) {
    return request(
        processors.open(installations),
        Map.of("kind", "link", "asset", asset, "proof", proof),
        person,
        "proofline asset " + asset);
  }

  @Command(
      name = "release",
      description =
          "Releases a proof that names an asset but is not Proofline's: it is no longer followed or"
              + " listed.",
      mixinStandardHelpOptions = true)
  int release(
      @Parameters(paramLabel = "PROOF", description = "The proof's id in Ziflow.") String proof,
      @Parameters(paramLabel = "ASSET", description = "Id of the asset that lists it.")
          String asset,
      @Mixin PersonOptions person,
      @Mixin InstallationOptions installations,
      @Mixin ProcessorOptions processors) {
    return request(
        processors.open(installations),
        Map.of("kind", "release", "asset", asset, "proof", proof),
        person,
        "proofline asset " + asset);
  }

  @Command(
      name = "go-ahead",
      description = "Releases proofs that the hourly limit holds: all of them, or the first N.",
      mixinStandardHelpOptions = true)
  int goAhead(
      @Parameters(arity = "0..1", paramLabel = "N", description = "How many. Default: all.")
          @Nullable Integer count,
      @Mixin PersonOptions person,
      @Mixin InstallationOptions installations,
      @Mixin ProcessorOptions processors) {
    Map<String, ?> body =
        count == null ? Map.of("kind", "go_ahead") : Map.of("kind", "go_ahead", "count", count);
    return request(processors.open(installations), body, person, "proofline stuck --why held");
  }

  private int requestForDeadCommands(
      String kind,
      DeadCommandOptions which,
      ConfirmationOptions confirmation,
      ProcessorClient client) {
    try (var processorClient = client) {
      var dead = which.selectFrom(DeadCommands.from(processorClient.allStuck(which.why))).all();
      if (dead.isEmpty()) {
        out().println("No dead command waits.");
        return ExitCode.OK;
      }
      return confirmation.runIfConfirmed(
          kind,
          "dead command",
          dead.stream().map(DeadCommand::description).toList(),
          () -> {
            if (which.named.isEmpty()) {
              recordBulk(processorClient, kind, which.why, dead.size(), confirmation.person);
            }
            return requestForDeadCommands(processorClient, kind, dead, confirmation.person);
          });
    }
  }

  /** Records the one act beside the requests that it consists of. */
  private static void recordBulk(
      ProcessorClient processorClient,
      String kind,
      @Nullable String why,
      int count,
      PersonOptions person) {
    var act =
        kind.equals("retry")
            ? AdministrativeAct.DEAD_COMMANDS_RETRIED
            : AdministrativeAct.DEAD_COMMANDS_DISCARDED;
    Map<String, Object> body =
        new TreeMap<>(Map.of("kind", "administrative", "act", act.word(), "count", count));
    if (why != null) {
      body.put("why", why);
    }
    processorClient.request(body, person.email);
  }

  private int requestForDeadCommands(
      ProcessorClient processorClient, String kind, List<DeadCommand> dead, PersonOptions person) {
    for (var each : dead) {
      processorClient.request(
          Map.of("kind", kind, "asset", each.asset(), "command", each.command()), person.email);
      out().println("Request to %s recorded: %s".formatted(kind, each.description()));
    }
    out().println(PasteableCommands.complete(spec, "To see the result: proofline stuck"));
    return ExitCode.OK;
  }

  private int request(
      ProcessorClient client, Map<String, ?> body, PersonOptions person, String toSeeIt) {
    try (var processorClient = client) {
      processorClient.request(body, person.email);
      out()
          .println(
              PasteableCommands.complete(spec, "Request recorded. To see the result: " + toSeeIt));
      return ExitCode.OK;
    }
  }

  private void printError(String error) {
    spec.commandLine().getErr().println(PasteableCommands.complete(spec, error));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** The dead commands that a request is for. */
  static final class DeadCommandOptions {

    @Parameters(
        arity = "1..*",
        paramLabel = "COMMAND",
        description = "Ids of dead commands, or their beginnings.")
    List<String> named = List.of();

    @Option(
        names = "--why",
        paramLabel = "WHY",
        description = "All of assets that wait for this reason.")
    @Nullable String why;

    @Option(names = "--all", description = "All dead commands.")
    boolean all;

    DeadCommands selectFrom(DeadCommands dead) {
      return named.isEmpty() ? dead : dead.matchingIds(named);
    }
  }
}
