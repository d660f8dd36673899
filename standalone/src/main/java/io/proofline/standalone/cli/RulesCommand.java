package io.proofline.standalone.cli;

import io.proofline.processor.rules.AssetSample;
import io.proofline.processor.rules.RulesFile;
import io.proofline.processor.rules.RulesPublisher;
import io.proofline.processor.rules.RulesRefused;
import io.proofline.processor.rules.RulesSchema;
import io.proofline.processor.rules.Trial;
import io.proofline.schemas.KafkaConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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
    synopsisSubcommandLabel = "COMMAND")
final class RulesCommand {

  @Spec CommandSpec spec = CommandSpec.create();

  @Command(
      name = "push",
      description =
          "Checks a rules file and puts it into force, or lists all that is wrong with it.",
      mixinStandardHelpOptions = true)
  int push(
      @Parameters(paramLabel = "FILE", description = "The rules, as YAML.") Path file,
      @Mixin ClusterOptions cluster,
      @Option(
              names = "--registry",
              required = true,
              paramLabel = "URL",
              description = "The schema registry, such as http://127.0.0.1:9104.")
          URI registry,
      @Option(
              names = "--name",
              defaultValue = "default",
              paramLabel = "NAME",
              description = "Which set of rules; '${DEFAULT-VALUE}' unless said otherwise.")
          String name)
      throws IOException {
    var kafka =
        new KafkaConnection(
            cluster.bootstrap, registry, cluster.prefix, 1, cluster.clientSettings());
    try {
      var version = RulesPublisher.push(kafka, name, Files.readString(file));
      out().printf("Rules '%s' are in force, version %s.%n", name, version);
      return ExitCode.OK;
    } catch (RulesRefused e) {
      spec.commandLine().getErr().printf("%s is not in force:%n%s%n", file, e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  @Command(
      name = "check",
      description =
          "Lists all that is wrong with a rules file, and notes what this version does not carry"
              + " out. Exits 0 when nothing is wrong, else 1.",
      mixinStandardHelpOptions = true)
  int check(@Parameters(paramLabel = "FILE", description = "The rules, as YAML.") Path file) {
    var yaml = text(file);
    return orRefused(
        file,
        () -> {
          RulesFile.read(yaml);
          out().printf("%s is without mistakes.%n", file);
          RulesFile.notCarriedOut(yaml).forEach(note -> out().println("note: " + note));
        });
  }

  @Command(
      name = "try",
      description =
          "Holds rules against a made-up asset: what matches and why, what would be asked for."
              + " Exits 0 when it could be told, else 1.",
      mixinStandardHelpOptions = true)
  int tryOn(
      @Parameters(paramLabel = "FILE", description = "The rules, as YAML.") Path file,
      @Option(
              names = "--sample",
              required = true,
              paramLabel = "FILE",
              description =
                  "The asset, as YAML or JSON: file, type, galleries (paths), keywords, fields,"
                      + " uploader, uploaded, modified; each may be left out.")
          Path sample) {
    var yaml = text(file);
    var asset = text(sample);
    int rules = orRefused(file, () -> RulesFile.read(yaml));
    return rules == ExitCode.OK
        ? orRefused(
            sample, () -> out().print(Trial.of(RulesFile.read(yaml), AssetSample.read(asset))))
        : rules;
  }

  @Command(
      name = "schema",
      description = "Prints the JSON Schema of the rules language, for editors.",
      mixinStandardHelpOptions = true)
  int schema() {
    out().println(RulesSchema.json());
    return ExitCode.OK;
  }

  private int orRefused(Path file, Reading reading) {
    try {
      reading.read();
      return ExitCode.OK;
    } catch (RulesRefused e) {
      spec.commandLine().getErr().printf("%s has mistakes:%n%s%n", file, e.getMessage());
      return ExitCode.SOFTWARE;
    } finally {
      out().flush();
    }
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

  /** Something that a file with mistakes stops. */
  @FunctionalInterface
  private interface Reading {
    void read() throws RulesRefused;
  }
}
