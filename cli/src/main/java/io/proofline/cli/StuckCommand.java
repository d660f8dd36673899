package io.proofline.cli;

import io.proofline.api.ApiPath;
import io.proofline.cli.DeadCommands.DeadCommand;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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

/**
 * Lists assets that wait for a person, and sends requests that resolve them.
 *
 * <p>Longer than 300 lines because it has a method for each of its subcommands.
 */
@Command(
    name = "stuck",
    aliases = "waiting",
    description =
        "Lists the assets that wait for a person, the oldest first, with what to do. Exits 0 even"
            + " if some wait.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[COMMAND]")
final class StuckCommand implements Callable<Integer> {

  private static final String REASONS =
      "stuck, dead_command, unmatched, held, overdue, no_rule, unanswered or left_in_select";

  /** The longest time that the console waits until a request is applied. */
  private static final int WAIT_SECONDS = 5;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--why",
      paramLabel = "WHY",
      description = "Only assets that wait for this reason: " + REASONS)
  @Nullable String why;

  @Option(
      names = "--by-cause",
      description = "Lists the causes, with the number of assets of each, instead of the assets.")
  boolean byCause;

  @Option(
      names = "--limit",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Largest number of assets. Default: ${DEFAULT-VALUE}.")
  int limit = 1000;

  @Mixin JsonOption json = new JsonOption();

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ConsoleOptions console = new ConsoleOptions();

  @Mixin WorkersOptions workers = new WorkersOptions();

  @Override
  public Integer call() {
    try (var client = console.open(installation)) {
      if (byCause) {
        printCauses(client);
      } else {
        printAssets(client);
      }
      return ExitCode.OK;
    }
  }

  private void printAssets(ConsoleClient client) {
    var waiting = client.items(ConsoleClient.waiting(why), limit);
    if (json.print(waiting.all())) {
      if (!waiting.isWhole()) {
        spec.commandLine().getErr().println(cut());
      }
      return;
    }
    if (waiting.all().isEmpty()) {
      out().println("No asset waits for a person.");
    } else {
      assetTable(waiting.all()).print(out());
      if (!waiting.isWhole()) {
        out().println(cut());
      }
      printDead(DeadCommands.from(waiting.all()).all());
    }
    printPausedApis(client);
  }

  private String cut() {
    return PasteableCommands.complete(
        spec,
        "These are the %d that have waited longest; more wait. Add --limit N, or list the causes: proofline stuck --by-cause"
            .formatted(limit));
  }

  private TextTable assetTable(List<JsonNode> reviews) {
    var table = new TextTable("AGE", "ASSET", "FILE", "WHAT", "REASON");
    var now = Instant.now();
    for (var review : reviews) {
      table
          .row(
              TerminalText.age(review, "waits_since", now),
              TerminalText.text(review, "asset_id"),
              TerminalText.text(review, "file_name"),
              TerminalText.waitReason(review),
              TerminalText.text(review, "reason"))
          .detail(PasteableCommands.complete(spec, TerminalText.text(review, "next_step")));
    }
    return table;
  }

  private void printCauses(ConsoleClient client) {
    var groups = client.get(ApiPath.of("waiting")).path("groups");
    if (json.print(groups)) {
      return;
    }
    if (groups.isEmpty()) {
      out().println("No asset waits for a person.");
      return;
    }
    var table = new TextTable("ASSETS", "OLDEST", "WHY", "WHAT", "REASON");
    var now = Instant.now();
    for (var group : groups) {
      table
          .row(
              "%,d".formatted(group.path("assets").asInt(0)),
              TerminalText.age(group, "oldest_since", now),
              TerminalText.text(group, "waits"),
              TerminalText.waitReason(group),
              TerminalText.text(group, "reason"))
          .detail(PasteableCommands.complete(spec, TerminalText.text(group, "next_step")));
    }
    table.print(out());
  }

  private void printDead(List<DeadCommand> dead) {
    if (dead.isEmpty()) {
      return;
    }
    out().printf("%nDead commands, each to retry or to discard:%n");
    dead.forEach(each -> {
      out().println("  " + each.description());
      each.details().forEach(detail -> out().println("    " + detail));
    });
    out()
        .println(
            PasteableCommands.complete(
                spec,
                "To try one again: proofline stuck retry "
                    + dead.getFirst().command()
                    + "  (the beginning of an id is enough)"));
  }

  /** Commands for a paused API wait for nobody yet, so no asset in the list may show them. */
  private void printPausedApis(ConsoleClient client) {
    var now = Instant.now();
    for (var api : workers.pausedApis(client).all()) {
      out().printf("%n%s: %s%n", api.headline(now), api.cause());
      out().println(PasteableCommands.complete(spec, "  " + api.nextStep()));
    }
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
      @Mixin JsonOption asJson,
      @Mixin InstallationOptions installations,
      @Mixin ConsoleOptions consoles) {
    return requestForDeadCommands(
        "retry", which, confirmation, asJson, consoles.open(installations));
  }

  @Command(
      name = "discard",
      description =
          "Abandons dead commands. Their change is made only if a later event requires it again.",
      mixinStandardHelpOptions = true)
  int discard(
      @ArgGroup(multiplicity = "1") DeadCommandOptions which,
      @Mixin ConfirmationOptions confirmation,
      @Mixin JsonOption asJson,
      @Mixin InstallationOptions installations,
      @Mixin ConsoleOptions consoles) {
    return requestForDeadCommands(
        "discard", which, confirmation, asJson, consoles.open(installations));
  }

  @Command(
      name = "link",
      description = "Assigns a proof without a review to an asset, whose review follows it.",
      mixinStandardHelpOptions = true)
  int link(
      @Parameters(paramLabel = "PROOF", description = "The proof's id in Ziflow.") String proof,
      @Parameters(
              paramLabel = "ASSET",
              description = "The asset's id in PhotoShelter, or its exact file name.")
          String asset,
      @Mixin JsonOption asJson,
      @Mixin InstallationOptions installations,
      @Mixin ConsoleOptions consoles) {
    return requestForProof("link", proof, asset, asJson, consoles.open(installations));
  }

  @Command(
      name = "release",
      description =
          "Releases a proof that names an asset but is not Proofline's: it is no longer followed or"
              + " listed.",
      mixinStandardHelpOptions = true)
  int release(
      @Parameters(paramLabel = "PROOF", description = "The proof's id in Ziflow.") String proof,
      @Parameters(
              paramLabel = "ASSET",
              description = "The asset that lists it: its id, or its exact file name.")
          String asset,
      @Mixin JsonOption asJson,
      @Mixin InstallationOptions installations,
      @Mixin ConsoleOptions consoles) {
    return requestForProof("release", proof, asset, asJson, consoles.open(installations));
  }

  @Command(
      name = "go-ahead",
      description = "Releases proofs that the hourly limit holds: all of them, or the first N.",
      mixinStandardHelpOptions = true)
  int goAhead(
      @Parameters(arity = "0..1", paramLabel = "N", description = "How many. Default: all.")
          @Nullable Integer count,
      @Mixin JsonOption asJson,
      @Mixin InstallationOptions installations,
      @Mixin ConsoleOptions consoles) {
    Map<String, ?> body =
        count == null ? Map.of("kind", "go_ahead") : Map.of("kind", "go_ahead", "count", count);
    try (var client = consoles.open(installations)) {
      return request(client, body, asJson, "proofline stuck --why held");
    }
  }

  private int requestForProof(
      String kind, String proof, String asset, JsonOption asJson, ConsoleClient opened) {
    try (var client = opened) {
      var id = AssetNames.resolve(client, asset);
      var body = Map.of("kind", kind, "asset", id, "proof", proof);
      return request(client, body, asJson, "proofline asset " + id);
    }
  }

  private int request(
      ConsoleClient client, Map<String, ?> body, JsonOption asJson, String toSeeIt) {
    if (!asJson.print(client.request(body, WAIT_SECONDS))) {
      print("Request recorded. To see the result: " + toSeeIt);
    }
    return ExitCode.OK;
  }

  private int requestForDeadCommands(
      String kind,
      DeadCommandOptions which,
      ConfirmationOptions confirmation,
      JsonOption asJson,
      ConsoleClient opened) {
    try (var client = opened) {
      var waiting = client.items(ConsoleClient.waiting(which.why), Long.MAX_VALUE).all();
      var dead = which.selectFrom(DeadCommands.from(waiting)).all();
      if (dead.isEmpty()) {
        out().println("No dead command waits.");
        return ExitCode.OK;
      }
      return confirmation.runIfConfirmed(
          kind,
          "dead command",
          dead.stream().map(DeadCommand::description).toList(),
          () ->
              which.named.isEmpty()
                  ? requestBulk(client, kind, which, Math.max(waiting.size(), dead.size()), asJson)
                  : requestEach(client, kind, dead, asJson));
    }
  }

  private int requestEach(
      ConsoleClient client, String kind, List<DeadCommand> dead, JsonOption asJson) {
    var requests = new ArrayList<JsonNode>();
    boolean allRecorded = true;
    for (var each : dead) {
      try {
        var body = Map.of("kind", kind, "asset", each.asset(), "command", each.command());
        client.request(body, WAIT_SECONDS).forEach(requests::add);
        if (!asJson.json) {
          out().println("Request to %s recorded: %s".formatted(kind, each.description()));
        }
      } catch (ConsoleClientException e) {
        if (!e.isConflict()) {
          throw e;
        }
        allRecorded = false;
        spec.commandLine().getErr().println(each.command() + ": " + e.getMessage());
      }
    }
    if (!asJson.print(requests)) {
      print("To see the result: proofline stuck");
    }
    return allRecorded ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /**
   * Requests all by their filter, which the audit trail shows as one act.
   *
   * @param cap the number that was confirmed; if more wait meanwhile, nothing is done
   */
  private int requestBulk(
      ConsoleClient client, String kind, DeadCommandOptions which, int cap, JsonOption asJson) {
    var filter = Map.of("waits", which.why == null ? "any" : which.why);
    var body = new HashMap<String, Object>(Map.of("kind", kind, "filter", filter, "cap", cap));
    var id = client.post(ApiPath.of("bulk-requests"), body).path("id").asString();
    var progress = BulkProgress.await(client, id);
    if (!asJson.print(progress.answer())) {
      out().println("Requests to %s are recorded: %s.".formatted(kind, progress.describe()));
      progress.notApplied().forEach(line -> out().println("  " + line));
      print("To see their results: proofline stuck progress %s".formatted(id));
    }
    return ExitCode.OK;
  }

  @Command(
      name = "progress",
      description =
          "Shows how far a request for many dead commands is, with the result of each item.",
      mixinStandardHelpOptions = true)
  int progress(
      @Parameters(paramLabel = "ID", description = "The id that 'retry' or 'discard' has printed.")
          String id,
      @Mixin JsonOption asJson,
      @Mixin InstallationOptions installations,
      @Mixin ConsoleOptions consoles) {
    try (var client = consoles.open(installations)) {
      var progress = BulkProgress.read(client, id);
      if (!asJson.print(progress.answer())) {
        progress.table().print(out());
      }
      return ExitCode.OK;
    }
  }

  private void print(String line) {
    out().println(PasteableCommands.complete(spec, line));
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
