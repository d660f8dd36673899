package io.proofline.cli;

import io.proofline.cli.PausedApis.PausedApi;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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

/** Shows the state of one asset's review, the reason for its wait and the next step. */
@Command(
    name = "asset",
    description =
        "Shows the state of an asset's review: the rule, the proof, where it is published, what it"
            + " waits for and what to do next. Exits 1 if the asset is not known.",
    mixinStandardHelpOptions = true)
final class AssetCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @ArgGroup(multiplicity = "1")
  Which which = new Which();

  @Option(
      names = "--limit",
      defaultValue = "50",
      paramLabel = "N",
      description = "Largest number of assets that --find lists. Default: ${DEFAULT-VALUE}.")
  int limit = 50;

  @Mixin JsonOption json = new JsonOption();

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ConsoleOptions console = new ConsoleOptions();

  @Mixin WorkersOptions workers = new WorkersOptions();

  /** One asset, or a search. */
  static final class Which {

    @Parameters(
        arity = "1",
        paramLabel = "ASSET",
        description = "The asset's id in PhotoShelter, or its exact file name.")
    String named = "";

    @Option(
        names = "--find",
        paramLabel = "TEXT",
        description = "Instead of one asset: lists the assets with this text in the file name.")
    @Nullable String find;
  }

  @Override
  public Integer call() {
    try (var client = console.open(installation)) {
      return which.find == null ? show(client, which.named) : list(client, which.find);
    }
  }

  private int show(ConsoleClient client, String named) {
    var id = AssetNames.resolve(client, named);
    var review = client.review(id);
    review.ifPresentOrElse(found -> print(client, id, found), () -> printUnknown(id));
    return review.isPresent() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private int list(ConsoleClient client, String text) {
    var found = client.items(ConsoleClient.reviewList().with("q", text), limit);
    if (json.print(found.all())) {
      return ExitCode.OK;
    }
    if (found.all().isEmpty()) {
      out().println("No file name has '%s' in it.".formatted(text));
      return ExitCode.SOFTWARE;
    }
    var table = new TextTable("ASSET", "FILE", "STATE", "RULE", "GALLERIES");
    found
        .all()
        .forEach(review ->
            table.row(
                TerminalText.text(review, "asset_id"),
                TerminalText.text(review, "file_name"),
                TerminalText.state(review),
                TerminalText.text(review, "rule"),
                TerminalText.galleries(review)));
    table.print(out());
    if (!found.isWhole()) {
      out().println("These are the first %d; more match. Add --limit N.".formatted(limit));
    }
    return ExitCode.OK;
  }

  private void printUnknown(String id) {
    spec.commandLine()
        .getErr()
        .println(
            PasteableCommands.complete(
                spec,
                "Proofline does not know asset %s. Ids are case-sensitive; compare it with PhotoShelter. To have it read now: proofline review reread %s"
                    .formatted(id, id)));
  }

  private void print(ConsoleClient client, String id, JsonNode review) {
    if (json.print(review)) {
      return;
    }
    var now = Instant.now();
    var paused = pausedApis(client, review);
    var name = TerminalText.text(review, "file_name");
    out().println(name.isEmpty() ? id : "%s (%s)".formatted(name, id));
    line("state", state(review, paused));
    for (var api : paused) {
      line("paused API", "%s: %s".formatted(api.headline(now), api.cause()));
      line("", api.nextStep());
    }
    line("why", TerminalText.text(review, "reason"));
    line("rule", rule(review));
    line("proof", proof(review));
    line("library status", quoted(TerminalText.text(review, "status_text")));
    line("final", TerminalText.text(review, "final_id"));
    line("published in", published(review));
    printWaiting(review, now);
    printCommands(review, now);
    if (review.path("due_at").isString()) {
      line("read again", TerminalText.timeUntil(review, "due_at", now));
    }
  }

  /** The paused APIs that a command of the review waits for. */
  private List<PausedApi> pausedApis(ConsoleClient client, JsonNode review) {
    var kinds =
        review
            .path("open_commands")
            .valueStream()
            .filter(command -> !command.path("dead").asBoolean(false))
            .map(command -> TerminalText.text(command, "kind"))
            .toList();
    return kinds.isEmpty() ? List.of() : workers.pausedApis(client).neededBy(kinds);
  }

  private static String state(JsonNode review, List<PausedApi> paused) {
    return !paused.isEmpty() && TerminalText.text(review, "state").equals("opening")
        ? "its proof waits: %s is paused".formatted(paused.getFirst().name())
        : TerminalText.state(review);
  }

  private void printWaiting(JsonNode review, Instant now) {
    if (TerminalText.text(review, "waits").equals("nobody")) {
      line("waits for you", "no");
      return;
    }
    line(
        "waits for you",
        "%s, since %s"
            .formatted(
                TerminalText.waitReason(review), TerminalText.age(review, "waits_since", now)));
    line("next step", TerminalText.text(review, "next_step"));
  }

  private void printCommands(JsonNode review, Instant now) {
    for (var command : review.path("open_commands")) {
      var dead = command.path("dead").asBoolean(false);
      line(
          dead ? "dead call" : "open call",
          "%s %s, issued %s ago%s"
              .formatted(
                  TerminalText.withSpaces(TerminalText.text(command, "kind")),
                  TerminalText.text(command, "command_id"),
                  TerminalText.age(command, "asked_at", now),
                  dead ? ": " + TerminalText.text(command, "reason") : ""));
      if (dead) {
        TerminalText.failureDetails(command).forEach(detail -> line("", detail));
        line("", "proofline stuck retry %s".formatted(TerminalText.text(command, "command_id")));
        line("", "proofline stuck discard %s".formatted(TerminalText.text(command, "command_id")));
      }
    }
  }

  private static String rule(JsonNode review) {
    var rule = TerminalText.text(review, "rule");
    var version = TerminalText.text(review, "rules_version");
    if (rule.isEmpty()) {
      return version.isEmpty()
          ? "none: no rules are in force"
          : "none of rules version %s matches".formatted(version);
    }
    return "%s (rules version %s)".formatted(rule, version);
  }

  private static String proof(JsonNode review) {
    var proof = TerminalText.text(review, "proof_id");
    if (proof.isEmpty()) {
      return "none";
    }
    int version = review.path("version").asInt(0);
    var which = version == 0 ? proof : "%s, version %d".formatted(proof, version);
    var link = TerminalText.text(review, "proof_link");
    return link.isEmpty() ? which : which + ", " + link;
  }

  private static String published(JsonNode review) {
    return review
        .path("published_in")
        .valueStream()
        .map(path -> path.asString(""))
        .collect(Collectors.joining(", "));
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "" : "'%s'".formatted(text);
  }

  /** Prints a line of two columns; nothing if the value is empty. */
  private void line(String name, String value) {
    if (!value.isEmpty()) {
      out().println("  %-15s %s".formatted(name, PasteableCommands.complete(spec, value)));
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
