package io.proofline.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the usage of a command, at any depth: {@code proofline help rules push}. */
@Command(name = "help", description = "Prints the usage of proofline, or of one of its commands.")
final class HelpCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "A command, such as 'stuck' or 'rules push'.")
  List<String> words = List.of();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var command = spec.root().commandLine();
    for (var word : words) {
      command = subcommand(command, word);
    }
    command.usage(spec.commandLine().getOut());
    return ExitCode.OK;
  }

  private CommandLine subcommand(CommandLine of, String word) {
    var found = of.getSubcommands().get(word);
    if (found == null) {
      throw new ParameterException(
          spec.commandLine(),
          PasteableCommands.complete(
              spec,
              "There is no command '%s'. All commands: proofline help"
                  .formatted(String.join(" ", words))));
    }
    return found;
  }
}
