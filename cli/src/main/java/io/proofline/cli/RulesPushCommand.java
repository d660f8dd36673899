package io.proofline.cli;

import io.proofline.rules.InvalidRulesException;
import io.proofline.rules.RulesFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
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

/** Puts rules into force for new events and, with an option, for assets that are known already. */
@Command(
    name = "push",
    description =
        "Checks a rules file and puts it into force, or lists all its mistakes. It applies to"
            + " events from then on; with --also-existing also to known assets, after it has"
            + " counted the assets and people, and asked for confirmation.",
    mixinStandardHelpOptions = true)
final class RulesPushCommand implements Callable<Integer> {

  private static final Duration RULES_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The rules, as YAML.")
  Path file = Path.of("");

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--name",
      defaultValue = "default",
      paramLabel = "NAME",
      description = "Name of the set of rules. Default: '${DEFAULT-VALUE}'.")
  String name = "";

  @ArgGroup(exclusive = false)
  @Nullable ExistingAssetsOptions existing;

  @Mixin ConfirmationOptions confirmation = new ConfirmationOptions();

  @Mixin ProcessorOptions processor = new ProcessorOptions();

  /** Options to apply the rules to known assets too. */
  static final class ExistingAssetsOptions {

    @Option(
        names = "--also-existing",
        required = true,
        description = "Also for known assets that no rule has picked so far.")
    boolean enabled;

    @Option(
        names = "--since",
        paramLabel = "DATE",
        description =
            "With --also-existing: only assets uploaded on that day or later, such as 2026-01-31.")
    @Nullable LocalDate since;
  }

  @Override
  public Integer call() {
    try {
      var yaml = InputFile.readYaml(spec, file);
      var rules = RulesFile.readForPublishing(yaml);
      return existing == null ? push(yaml) : pushWithExisting(yaml, rules, existing);
    } catch (InvalidRulesException e) {
      spec.commandLine().getErr().printf("%s is not in force:%n%s%n", file, e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private int push(String yaml) throws InvalidRulesException {
    if (confirmation.dryRun) {
      out().printf("%s has no mistakes, and would be put into force as '%s'.%n", file, name);
      return ExitCode.OK;
    }
    publish(yaml);
    return ExitCode.OK;
  }

  private int pushWithExisting(String yaml, RulesFile rules, ExistingAssetsOptions which)
      throws InvalidRulesException {
    try (var processorClient = processor.open(installation)) {
      var start = which.since == null ? null : rules.rules().calendar().startOf(which.since);
      var rulesBackfill = RulesBackfill.evaluateAll(rules, start, processorClient);
      rulesBackfill.print(out());
      if (confirmation.dryRun) {
        out().println("The rules are not in force: this was a dry run.");
        return ExitCode.OK;
      }
      if (!rulesBackfill.isEmpty() && !confirmation.confirm(rulesBackfill.summary() + ".")) {
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
          "The rules are in force, but not every stream processor uses them yet, so nothing was"
              + " requested for the known assets. Run the same command again.");
    }
    int requests = rulesBackfill.requestEvaluation(processorClient, confirmation.person.email);
    out()
        .println(
            PasteableCommands.complete(
                spec,
                "%s recorded, one for each asset. Proofs that the hourly limit holds: proofline stuck --why held"
                    .formatted(TerminalText.count(requests, "request"))));
    return ExitCode.OK;
  }

  /**
   * Waits because a processor that has not read the rules yet would apply the old ones to requests.
   */
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
    var kafka = cluster.connection(installation);
    var replaced = RulesInForce.read(kafka, name, spec.commandLine().getErr()::println);
    var pushedBy =
        new RulesPublisher.PushedBy(
            confirmation.person.email, replaced.map(RulesInForce::version).orElse(null));
    var version = RulesPublisher.push(kafka, name, yaml, pushedBy);
    out().printf("Rules '%s' are in force, version %s.%n", name, version);
    out().println(describeReplaced(replaced, version));
    return version;
  }

  private static String describeReplaced(Optional<RulesInForce> replaced, String version) {
    return replaced
        .map(old ->
            old.version().equals(version)
                ? "The same version was in force before, since %s.".formatted(old.pushedAt())
                : "They replace version %s, in force since %s."
                    .formatted(old.version(), old.pushedAt()))
        .orElse("No rules of this name were in force before.");
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
