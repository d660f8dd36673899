package io.proofline.cli;

import io.proofline.rules.InvalidRulesException;
import io.proofline.rules.RulesFile;
import io.proofline.rules.YamlText;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
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
final class RulesPushCommand implements Callable<Integer> {

  private static final Duration RULES_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The rules, as YAML.")
  Path file = Path.of("");

  @Mixin KafkaOptions cluster = new KafkaOptions();

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
  @Nullable ExistingAssetsOptions existing;

  @Mixin ConfirmationOptions how = new ConfirmationOptions();

  @Mixin ProcessorOptions at = new ProcessorOptions();

  /** What is there already shall be held against the rules too. */
  static final class ExistingAssetsOptions {

    @Option(
        names = "--also-existing",
        required = true,
        description = "Also for known assets that no rules have picked so far.")
    boolean enabled;

    @Option(
        names = "--since",
        paramLabel = "DATE",
        description =
            "With --also-existing: only what was uploaded on that day or later, such as"
                + " 2026-01-31.")
    @Nullable LocalDate since;
  }

  @Override
  public Integer call() {
    try {
      var yaml = text();
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
    publish(yaml);
    return ExitCode.OK;
  }

  private int pushWithExisting(String yaml, RulesFile rules, ExistingAssetsOptions which)
      throws InvalidRulesException {
    try (var processorClient = at.open()) {
      var start = which.since == null ? null : rules.rules().calendar().startOf(which.since);
      var rulesBackfill = RulesBackfill.evaluateAll(rules, start, processorClient);
      rulesBackfill.print(out());
      if (how.dryRun) {
        out().println("Nothing was put into force: this was a dry run.");
        return ExitCode.OK;
      }
      if (!rulesBackfill.isEmpty() && !how.confirm(rulesBackfill.summary() + ".")) {
        out().println("The rules are not in force.");
        return ExitCode.SOFTWARE;
      }
      return send(processorClient, rulesBackfill, publish(yaml));
    }
  }

  private int send(ProcessorClient processorClient, RulesBackfill rulesBackfill, String version) {
    if (rulesBackfill.isEmpty()) {
      return ExitCode.OK;
    }
    if (!awaitRulesInUse(processorClient, version)) {
      throw new ProcessorClientException(
          "The rules are in force, but not every processor goes by them yet, so nothing was asked"
              + " for the known assets: run the same command again.");
    }
    out()
        .printf(
            "%s on record, one for each asset. What is held by the brake: proofline stuck --why"
                + " held%n",
            TerminalText.count(
                rulesBackfill.requestEvaluation(processorClient, how.as), "request"));
    return ExitCode.OK;
  }

  /** What is asked before a processor has read the rules would be held against the old ones. */
  private static boolean awaitRulesInUse(ProcessorClient processorClient, String version) {
    long end = System.nanoTime() + RULES_TIMEOUT.toNanos();
    while (!processorClient.allUseRules(version)) {
      if (System.nanoTime() > end) {
        return false;
      }
      pause();
    }
    return true;
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_INTERVAL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the rules", e);
    }
  }

  private String publish(String yaml) throws InvalidRulesException {
    var kafka = cluster.connection(registry);
    var version = RulesPublisher.push(kafka, name, yaml);
    out().printf("Rules '%s' are in force, version %s.%n", name, version);
    return version;
  }

  private String text() throws InvalidRulesException {
    try {
      return YamlText.read(file);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "Can't read %s: %s".formatted(file, e), e);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
