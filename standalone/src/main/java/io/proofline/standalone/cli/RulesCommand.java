package io.proofline.standalone.cli;

import io.proofline.processor.rules.RulesPublisher;
import io.proofline.processor.rules.RulesRefused;
import io.proofline.schemas.KafkaConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The rules that say what is reviewed, and by whom. */
@Command(
    name = "rules",
    description = "Puts rules into force.",
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
      spec.commandLine().getOut().printf("Rules '%s' are in force, version %s.%n", name, version);
      return ExitCode.OK;
    } catch (RulesRefused e) {
      spec.commandLine().getErr().printf("%s is not in force:%n%s%n", file, e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }
}
