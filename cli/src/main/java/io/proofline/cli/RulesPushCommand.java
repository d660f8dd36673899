package io.proofline.cli;

import io.proofline.rules.InvalidRulesException;
import io.proofline.rules.RulesFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
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

/** Puts rules into force for new events and, with an option, for assets that are known already. */
@Command(
    name = "push",
    description =
        "Checks a rules file and puts it into force, or lists all its mistakes. It applies to"
            + " events from then on; with --also-existing also to known assets, after it has"
            + " counted the assets and people, and asked for confirmation.",
    mixinStandardHelpOptions = true)
final class RulesPushCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The rules, as YAML.")
  Path file = Path.of("");

  @ArgGroup(exclusive = false)
  @Nullable ExistingAssetsOptions existing;

  @Mixin ConfirmationOptions confirmation = new ConfirmationOptions();

  @Mixin JsonOption json = new JsonOption();

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ConsoleOptions console = new ConsoleOptions();

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

  private int push(String yaml) {
    if (confirmation.dryRun) {
      out().printf("%s has no mistakes, and would be put into force.%n", file);
      return ExitCode.OK;
    }
    try (var client = console.open(installation)) {
      var _ = publish(client, yaml);
    }
    return ExitCode.OK;
  }

  private int pushWithExisting(String yaml, RulesFile rules, ExistingAssetsOptions which) {
    try (var client = console.open(installation)) {
      var start = which.since == null ? null : rules.rules().calendar().startOf(which.since);
      var rulesBackfill = RulesBackfill.evaluateAll(rules, start, client);
      rulesBackfill.print(out());
      if (confirmation.dryRun) {
        out().println("The rules are not in force: this was a dry run.");
        return ExitCode.OK;
      }
      if (!rulesBackfill.isEmpty() && !confirmation.confirm(rulesBackfill.summary() + ".")) {
        out().println("The rules are not in force.");
        return ExitCode.SOFTWARE;
      }
      var version = publish(client, yaml);
      if (!rulesBackfill.isEmpty()) {
        requestEvaluation(client, rulesBackfill, version);
      }
      return ExitCode.OK;
    }
  }

  private void requestEvaluation(
      ConsoleClient client, RulesBackfill rulesBackfill, String version) {
    int requests = rulesBackfill.requestEvaluation(client, version);
    out()
        .println(
            PasteableCommands.complete(
                spec,
                "%s recorded, one for each asset. Proofs that the hourly limit holds: proofline stuck --why held"
                    .formatted(TerminalText.count(requests, "request"))));
  }

  private String publish(ConsoleClient client, String yaml) {
    return RulesPush.of(client, Map.of("text", yaml)).print(spec, json);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
