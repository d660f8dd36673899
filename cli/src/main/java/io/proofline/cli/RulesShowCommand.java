package io.proofline.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the rules in force; their version and the time of the push go to standard error. */
@Command(
    name = "show",
    description =
        "Prints the rules in force as YAML, which 'rules push' takes again. Exits 1 if there are"
            + " none.",
    mixinStandardHelpOptions = true)
final class RulesShowCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--name",
      defaultValue = "default",
      paramLabel = "NAME",
      description = "Name of the set of rules. Default: '${DEFAULT-VALUE}'.")
  String name = "";

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ClusterOptions cluster = new ClusterOptions();

  @Override
  public Integer call() {
    var err = spec.commandLine().getErr();
    var rules = RulesInForce.read(cluster.connection(installation), name, err::println);
    if (rules.isEmpty()) {
      err.println(
          PasteableCommands.complete(
              spec,
              "No rules '%s' are in force. To put a file into force: proofline rules push FILE"
                  .formatted(name)));
      return ExitCode.SOFTWARE;
    }
    print(rules.get());
    return ExitCode.OK;
  }

  private void print(RulesInForce rules) {
    var out = spec.commandLine().getOut();
    spec.commandLine()
        .getErr()
        .println(
            "Rules '%s', version %s, in force since %s:"
                .formatted(rules.name(), rules.version(), rules.pushedAt()));
    out.print(rules.yaml());
    out.flush();
  }
}
