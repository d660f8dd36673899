package io.proofline.cli;

import io.proofline.rules.InvalidRulesException;
import io.proofline.rules.RulesFile;
import io.proofline.rules.RulesJsonSchema;
import io.proofline.rules.YamlText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The rules that say what is reviewed, and by whom. */
@Command(
    name = "rules",
    description = "Checks rules, tries them on an asset, puts them into force.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RulesPushCommand.class, RulesTryCommand.class})
final class RulesCommand {

  @Spec CommandSpec spec = CommandSpec.create();

  @Command(
      name = "check",
      description =
          "Lists all that is wrong with a rules file, and notes what this version does not carry"
              + " out. Exits 0 when nothing is wrong, else 1.",
      mixinStandardHelpOptions = true)
  int check(
      @Parameters(paramLabel = "FILE", description = "The rules, as YAML.") Path file,
      @Option(
              names = "--live",
              description =
                  "Also asks the accounts whether the galleries, reasons and stages that the rules"
                      + " name are there, and who sees what they publish. Changes nothing.")
          boolean live,
      @Mixin AccountOptions options) {
    String yaml;
    RulesFile rules;
    try {
      yaml = text(file);
      rules = RulesFile.read(yaml);
    } catch (InvalidRulesException e) {
      spec.commandLine().getErr().printf("%s has mistakes:%n%s%n", file, e.getMessage());
      return ExitCode.SOFTWARE;
    }
    out().printf("%s is without mistakes.%n", file);
    RulesFile.unsupportedFeatures(yaml).forEach(note -> out().println("note: " + note));
    RulesFile.warnings(yaml).forEach(warning -> out().println("warning: " + warning));
    out().flush();
    return live ? checkLive(rules, options) : ExitCode.OK;
  }

  private int checkLive(RulesFile rules, AccountOptions options) {
    var apiSettings = options.read().apiSettings();
    try (var ziflow = apiSettings.ziflowClient();
        var library = apiSettings.libraryClient()) {
      var findings = new LiveRulesChecker(rules, ziflow, library).check(Instant.now());
      out().println();
      return ProbeResultTable.printAndGrade(findings, out());
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

  private String text(Path file) throws InvalidRulesException {
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
