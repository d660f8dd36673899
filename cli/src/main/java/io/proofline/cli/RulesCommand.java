package io.proofline.cli;

import io.proofline.cli.config.ApiSettings;
import io.proofline.rules.InvalidRulesException;
import io.proofline.rules.RulesFile;
import io.proofline.rules.RulesJsonSchema;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Groups the commands about rules, which select the assets to review and their reviewers. */
@Command(
    name = "rules",
    description =
        "Checks rules, tries them on an asset, puts them into force, shows those in force and the"
            + " former ones.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RulesPushCommand.class,
      RulesRollbackCommand.class,
      RulesShowCommand.class,
      RulesHistoryCommand.class,
      RulesTryCommand.class,
      RulesSampleCommand.class
    })
final class RulesCommand {

  @Spec CommandSpec spec = CommandSpec.create();

  @Command(
      name = "check",
      description =
          "Lists all mistakes of a rules file, and the features that this version does not support"
              + " yet. Exits 0 if there are no mistakes, else 1.",
      mixinStandardHelpOptions = true)
  int check(
      @Parameters(paramLabel = "FILE", description = "The rules, as YAML.") Path file,
      @Option(
              names = "--live",
              description =
                  "Also checks in the accounts that the galleries, reasons and stages that the"
                      + " rules name exist, and who sees what they publish. Changes nothing.")
          boolean live,
      @Mixin InstallationOptions installation,
      @Mixin AccountOptions account) {
    String yaml;
    RulesFile rules;
    try {
      yaml = InputFile.readYaml(spec, file);
      rules = RulesFile.read(yaml);
    } catch (InvalidRulesException e) {
      spec.commandLine().getErr().printf("%s has mistakes:%n%s%n", file, e.getMessage());
      return ExitCode.SOFTWARE;
    }
    out().printf("%s has no mistakes.%n", file);
    RulesFile.unsupportedFeatures(yaml).forEach(note -> out().println("note: " + note));
    RulesFile.warnings(yaml).forEach(warning -> out().println("warning: " + warning));
    out().flush();
    return live ? checkLive(rules, account.read(installation).apiSettings()) : ExitCode.OK;
  }

  private int checkLive(RulesFile rules, ApiSettings apiSettings) {
    try (var ziflow = apiSettings.ziflowClient();
        var library = apiSettings.libraryClient()) {
      var findings = new LiveRulesChecker(rules, ziflow, library).check(Instant.now());
      out().println();
      return ProbeResultTable.printAndGrade(findings, spec);
    }
  }

  @Command(
      name = "schema",
      description = "Prints the JSON Schema of the rules language, for editors.",
      mixinStandardHelpOptions = true)
  int schema() {
    out().println(RulesJsonSchema.json());
    return ExitCode.OK;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
