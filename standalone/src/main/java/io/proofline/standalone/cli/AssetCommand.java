package io.proofline.standalone.cli;

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

  @Mixin DoorOptions at = new DoorOptions();

  @Override
  public Integer call() {
    try (var door = at.open()) {
      var review = door.review(id);
      review.ifPresentOrElse(this::tell, this::tellNothing);
      return review.isPresent() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private void tellNothing() {
    spec.commandLine()
        .getErr()
        .printf(
            "Nothing is known of asset %s. Ids are case-sensitive: is it written as in PhotoShelter?"
                + " To have it read now: proofline review reread %s%n",
            id, id);
  }

  private void tell(JsonNode review) {
    if (json) {
      out().println(review.toPrettyString());
      return;
    }
    var now = Instant.now();
    var name = Told.text(review, "file_name");
    out().println(name.isEmpty() ? id : "%s (%s)".formatted(name, id));
    line("state", Told.state(review));
    line("why", Told.text(review, "reason"));
    line("rule", rule(review));
    line("proof", proof(review));
    line("library says", quoted(Told.text(review, "status_text")));
    line("final", Told.text(review, "final_id"));
    line("published in", published(review));
    tellWaiting(review, now);
    tellCommands(review, now);
    if (review.path("due_at").isString()) {
      line("looked at next", Told.until(review, "due_at", now));
    }
  }

  private void tellWaiting(JsonNode review, Instant now) {
    if (Told.text(review, "waits").equals("nobody")) {
      line("waits for you", "no");
      return;
    }
    line(
        "waits for you",
        "%s, since %s".formatted(Told.waits(review), Told.age(review, "waits_since", now)));
    line("next step", Told.text(review, "next_step"));
  }

  private void tellCommands(JsonNode review, Instant now) {
    for (var command : review.path("open_commands")) {
      var dead = command.path("dead").asBoolean(false);
      line(
          dead ? "dead call" : "open call",
          "%s %s, asked %s ago%s"
              .formatted(
                  Told.plain(Told.text(command, "kind")),
                  Told.text(command, "command_id"),
                  Told.age(command, "asked_at", now),
                  dead ? ": " + Told.text(command, "reason") : ""));
      if (dead) {
        line("", "proofline stuck retry %s".formatted(Told.text(command, "command_id")));
        line("", "proofline stuck discard %s".formatted(Told.text(command, "command_id")));
      }
    }
  }

  private static String rule(JsonNode review) {
    var rule = Told.text(review, "rule");
    var version = Told.text(review, "rules_version");
    if (rule.isEmpty()) {
      return "none"
          + (version.isEmpty()
              ? ": no rules are in force"
              : " of version " + version + " is for it");
    }
    return "%s (rules version %s)".formatted(rule, version);
  }

  private static String proof(JsonNode review) {
    var proof = Told.text(review, "proof_id");
    if (proof.isEmpty()) {
      return "none";
    }
    int version = review.path("version").asInt(0);
    var which = version == 0 ? proof : "%s, version %d".formatted(proof, version);
    var link = Told.text(review, "proof_link");
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
