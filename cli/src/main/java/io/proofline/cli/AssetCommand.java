package io.proofline.cli;

import io.proofline.cli.PausedApis.PausedApi;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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

  @Parameters(paramLabel = "ID", description = "The asset's id in PhotoShelter.")
  String id = "";

  @Option(names = "--json", description = "Prints the processor's answer as JSON.")
  boolean json;

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ProcessorOptions processor = new ProcessorOptions();

  @Override
  public Integer call() {
    try (var processorClient = processor.open(installation)) {
      var review = processorClient.review(id);
      review.ifPresentOrElse(this::print, () -> printUnknown(processorClient));
      return review.isPresent() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private void printUnknown(ProcessorClient processorClient) {
    spec.commandLine()
        .getErr()
        .println(
            PasteableCommands.complete(
                spec,
                "Proofline does not know asset %s. %s To have it read now: proofline review reread %s"
                    .formatted(id, FirstReads.suggestion(processorClient, id, "asset"), id)));
  }

  private void print(JsonNode review) {
    if (json) {
      out().println(review.toPrettyString());
      return;
    }
    var now = Instant.now();
    var paused = pausedApis(review);
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
  private List<PausedApi> pausedApis(JsonNode review) {
    var kinds =
        review
            .path("open_commands")
            .valueStream()
            .filter(command -> !command.path("dead").asBoolean(false))
            .map(command -> TerminalText.text(command, "kind"))
            .toList();
    return kinds.isEmpty() ? List.of() : processor.pausedApis(installation).neededBy(kinds);
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
