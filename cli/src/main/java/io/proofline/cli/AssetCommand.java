package io.proofline.cli;

import java.io.PrintWriter;
import java.time.Instant;
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

/** How the review of one asset stands, and what it waits for. */
@Command(
    name = "asset",
    description =
        "Shows how an asset's review stands: the rule, the proof, what is published, what it waits"
            + " for and what to do next. Exits 1 when nothing is known of it.",
    mixinStandardHelpOptions = true)
final class AssetCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "ID", description = "The asset's id in PhotoShelter.")
  String id = "";

  @Option(names = "--json", description = "Prints the door's answer as it is.")
  boolean json;

  @Mixin ProcessorOptions at = new ProcessorOptions();

  @Override
  public Integer call() {
    try (var processorClient = at.open()) {
      var review = processorClient.review(id);
      review.ifPresentOrElse(this::print, this::printUnknown);
      return review.isPresent() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private void printUnknown() {
    spec.commandLine()
        .getErr()
        .printf(
            "Nothing is known of asset %s. Ids are case-sensitive: is it written as in PhotoShelter?"
                + " To have it read now: proofline review reread %s%n",
            id, id);
  }

  private void print(JsonNode review) {
    if (json) {
      out().println(review.toPrettyString());
      return;
    }
    var now = Instant.now();
    var name = TerminalText.text(review, "file_name");
    out().println(name.isEmpty() ? id : "%s (%s)".formatted(name, id));
    line("state", TerminalText.state(review));
    line("why", TerminalText.text(review, "reason"));
    line("rule", rule(review));
    line("proof", proof(review));
    line("library says", quoted(TerminalText.text(review, "status_text")));
    line("final", TerminalText.text(review, "final_id"));
    line("published in", published(review));
    printWaiting(review, now);
    printCommands(review, now);
    if (review.path("due_at").isString()) {
      line("looked at next", TerminalText.timeUntil(review, "due_at", now));
    }
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
          "%s %s, asked %s ago%s"
              .formatted(
                  TerminalText.withSpaces(TerminalText.text(command, "kind")),
                  TerminalText.text(command, "command_id"),
                  TerminalText.age(command, "asked_at", now),
                  dead ? ": " + TerminalText.text(command, "reason") : ""));
      if (dead) {
        line("", "proofline stuck retry %s".formatted(TerminalText.text(command, "command_id")));
        line("", "proofline stuck discard %s".formatted(TerminalText.text(command, "command_id")));
      }
    }
  }

  private static String rule(JsonNode review) {
    var rule = TerminalText.text(review, "rule");
    var version = TerminalText.text(review, "rules_version");
    if (rule.isEmpty()) {
      return "none"
          + (version.isEmpty()
              ? ": no rules are in force"
              : " of version " + version + " is for it");
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

  /** A line of two columns; none where there is nothing to tell. */
  private void line(String name, String told) {
    if (!told.isEmpty()) {
      out().println("  %-15s %s".formatted(name, told));
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
