package io.proofline.standalone.cli;

import io.proofline.rules.RulesFile;
import io.proofline.cli.RulesPublisher;
import io.proofline.rules.InvalidRulesException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts rules into force, for what comes and, when it is said, for what is there already. */
@Command(
    name = "push",
    description =
        "Checks a rules file and puts it into force, or lists all that is wrong with it. It holds"
            + " for what comes in from then on; with --also-existing also for what is known"
            + " already: how many assets and people that touches is counted and asked first.",
    mixinStandardHelpOptions = true)
final class RulesPush implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(500);

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The rules, as YAML.")
  Path file = Path.of("");

  @Mixin ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--registry",
      required = true,
      paramLabel = "URL",
      split = ",",
      description = "The schema registry, such as http://127.0.0.1:9104; several by comma.")
  List<URI> registry = List.of();

  @Option(
      names = "--name",
      defaultValue = "default",
      paramLabel = "NAME",
      description = "Which set of rules; '${DEFAULT-VALUE}' unless said otherwise.")
  String name = "";

  @ArgGroup(exclusive = false)
  @Nullable Existing existing;

  @Mixin AskingOptions how = new AskingOptions();

  @Mixin DoorOptions at = new DoorOptions();

  /** What is there already shall be held against the rules too. */
  static final class Existing {

    @Option(
        names = "--also-existing",
        required = true,
        description = "Also for known assets that no rules have picked so far.")
    boolean asked;

    @Option(
        names = "--since",
        paramLabel = "DATE",
        description =
            "With --also-existing: only what was uploaded on that day or later, such as 2026-01-31.")
    @Nullable LocalDate since;
  }

  @Override
  public Integer call() {
    var yaml = text();
    try {
      var rules = RulesFile.readForPublishing(yaml);
      return existing == null ? push(yaml) : pushWithExisting(yaml, rules, existing);
    } catch (InvalidRulesException e) {
      spec.commandLine().getErr().printf("%s is not in force:%n%s%n", file, e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private int push(String yaml) throws InvalidRulesException {
    if (how.dryRun) {
      out().printf("%s would be put into force as '%s'.%n", file, name);
      return ExitCode.OK;
    }
    inForce(yaml);
    return ExitCode.OK;
  }

  private int pushWithExisting(String yaml, RulesFile rules, Existing which) throws InvalidRulesException {
    try (var door = at.open()) {
      var start = which.since == null ? null : rules.rules().calendar().startOf(which.since);
      var backfill = Backfill.of(rules, start, door);
      backfill.print(out());
      if (how.dryRun) {
        out().println("Nothing was put into force: this was a dry run.");
        return ExitCode.OK;
      }
      if (!backfill.isEmpty() && !how.confirmed(backfill.sum() + ".")) {
        out().println("The rules are not in force.");
        return ExitCode.SOFTWARE;
      }
      return send(door, backfill, inForce(yaml));
    }
  }

  private int send(Door door, Backfill backfill, String version) {
    if (backfill.isEmpty()) {
      return ExitCode.OK;
    }
    if (!isFollowed(door, version)) {
      throw new DoorFailed(
          "The rules are in force, but not every processor goes by them yet, so nothing was asked"
              + " for the known assets: run the same command again.");
    }
    out()
        .printf(
            "%s on record, one for each asset. What is held by the brake: proofline stuck --why held%n",
            Told.count(backfill.send(door, how.as), "request"));
    return ExitCode.OK;
  }

  /** What is asked before a processor has read the rules would be held against the old ones. */
  private static boolean isFollowed(Door door, String version) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!door.goesBy(version)) {
      if (System.nanoTime() > end) {
        return false;
      }
      pause();
    }
    return true;
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the rules", e);
    }
  }

  private String inForce(String yaml) throws InvalidRulesException {
    var kafka = cluster.connection(registry);
    var version = RulesPublisher.push(kafka, name, yaml);
    out().printf("Rules '%s' are in force, version %s.%n", name, version);
    return version;
  }

  private String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "Can't read %s: %s".formatted(file, e), e);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
