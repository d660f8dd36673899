package io.proofline.standalone.cli;

import io.proofline.standalone.cli.DeadCommands.Dead;
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

  private static final String WHYS =
      "stuck, dead_command, unmatched, held, overdue, no_rule, unanswered or left_in_select";

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(names = "--why", paramLabel = "WHY", description = "Only what waits for this: " + WHYS)
  @Nullable String why;

  @Option(names = "--json", description = "Prints a JSON list instead of a table.")
  boolean json;

  @Mixin DoorOptions at = new DoorOptions();

  @Override
  public Integer call() {
    try (var door = at.open()) {
      var told = door.stuck(why);
      if (json) {
        out().println(JsonMapper.shared().valueToTree(told.found()).toPrettyString());
      } else {
        tell(told);
      }
      told.silent().forEach(spec.commandLine().getErr()::println);
      return told.silent().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private void tell(Door.Told told) {
    if (told.found().isEmpty()) {
      if (told.silent().isEmpty()) {
        out().println("Nothing waits for a person.");
      }
      return;
    }
    table(told.found()).print(out());
    var dead = DeadCommands.among(told.found()).all();
    if (!dead.isEmpty()) {
      out().printf("%nDead commands, each for a retry or a discard:%n");
      dead.forEach(each -> out().println("  " + each.told()));
      out()
          .println(
              "proofline stuck retry COMMAND does one again; the beginning of its id will do.");
    }
  }

  private static Table table(List<JsonNode> stuck) {
    var table = new Table("AGE", "ASSET", "FILE", "WHAT", "REASON", "NEXT STEP");
    var now = Instant.now();
    for (var each : stuck) {
      table.row(
          Told.age(each, "since", now),
          Told.text(each, "asset"),
          Told.text(each, "file"),
          Told.waits(each),
          Told.text(each, "reason"),
          Told.text(each, "next_step"));
    }
    return table;
  }

  @Command(
      name = "retry",
      description =
          "Does dead commands once more. What may have been done already is looked up first, so"
              + " nothing is done twice.",
      mixinStandardHelpOptions = true)
  int retry(
      @ArgGroup(multiplicity = "1") DeadOptions which,
      @Mixin AskingOptions how,
      @Mixin DoorOptions door) {
    return settle("retry", which, how, door);
  }

  @Command(
      name = "discard",
      description =
          "Gives dead commands up for good: what they were to do stays undone until it is needed"
              + " anew.",
      mixinStandardHelpOptions = true)
  int discard(
      @ArgGroup(multiplicity = "1") DeadOptions which,
      @Mixin AskingOptions how,
      @Mixin DoorOptions door) {
    return settle("discard", which, how, door);
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
      @Mixin DoorOptions door) {
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
      @Mixin DoorOptions door) {
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
      @Mixin DoorOptions door) {
    Map<String, ?> body =
        count == null ? Map.of("kind", "go_ahead") : Map.of("kind", "go_ahead", "count", count);
    return request(door, body, as, "proofline stuck --why held");
  }

  private int settle(String kind, DeadOptions which, AskingOptions how, DoorOptions options) {
    try (var door = options.open()) {
      var told = door.stuck(which.why);
      if (!told.silent().isEmpty()) {
        throw new DoorFailed(String.join(" ", told.silent()) + " So nothing was done.");
      }
      var dead = which.of(DeadCommands.among(told.found())).all();
      if (dead.isEmpty()) {
        out().println("No dead command waits.");
        return ExitCode.OK;
      }
      return how.go(
          kind,
          "dead command",
          dead.stream().map(Dead::told).toList(),
          () -> settle(door, kind, dead, how));
    }
  }

  private int settle(Door door, String kind, List<Dead> dead, AskingOptions how) {
    for (var each : dead) {
      door.request(Map.of("kind", kind, "asset", each.asset(), "command", each.command()), how.as);
      out().println("%s: on record for %s".formatted(kind, each.told()));
    }
    out().println("What is still there in a minute: proofline stuck");
    return ExitCode.OK;
  }

  private int request(
      DoorOptions options, Map<String, ?> body, @Nullable String as, String toSeeIt) {
    try (var door = options.open()) {
      door.request(body, as);
      out().println("On record. What became of it: " + toSeeIt);
      return ExitCode.OK;
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Which dead commands are meant. */
  static final class DeadOptions {

    @Parameters(
        arity = "1..*",
        paramLabel = "COMMAND",
        description = "Ids of dead commands, or their beginnings.")
    List<String> named = List.of();

    @Option(names = "--why", paramLabel = "WHY", description = "All of what waits for this.")
    @Nullable String why;

    @Option(names = "--all", description = "All of them.")
    boolean all;

    DeadCommands of(DeadCommands dead) {
      return named.isEmpty() ? dead : dead.named(named);
    }
  }
}
