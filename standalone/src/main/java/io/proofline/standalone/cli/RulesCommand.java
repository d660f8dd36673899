package io.proofline.standalone.cli;

import io.proofline.processor.rules.RulesFile;
import io.proofline.processor.rules.RulesRefused;
import io.proofline.processor.rules.RulesSchema;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The rules that say what is reviewed, and by whom. */
@Command(
    name = "rules",
    description = "Checks rules, tries them on an asset, puts them into force.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RulesPush.class, RulesTry.class})
final class RulesCommand {

  @Spec CommandSpec spec = CommandSpec.create();

  @Command(
      name = "check",
      description =
          "Lists all that is wrong with a rules file, and notes what this version does not carry"
              + " out. Exits 0 when nothing is wrong, else 1.",
      mixinStandardHelpOptions = true)
  int check(@Parameters(paramLabel = "FILE", description = "The rules, as YAML.") Path file) {
    var yaml = text(file);
    try {
      RulesFile.read(yaml);
    } catch (RulesRefused e) {
      spec.commandLine().getErr().printf("%s has mistakes:%n%s%n", file, e.getMessage());
      return ExitCode.SOFTWARE;
    }
    out().printf("%s is without mistakes.%n", file);
    RulesFile.notCarriedOut(yaml).forEach(note -> out().println("note: " + note));
    out().flush();
    return ExitCode.OK;
  }

  @Command(
      name = "schema",
      description = "Prints the JSON Schema of the rules language, for editors.",
      mixinStandardHelpOptions = true)
  int schema() {
    out().println(RulesSchema.json());
    return ExitCode.OK;
  }

  private String text(Path file) {
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
