package io.proofline.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts rules into force that were in force before. */
@Command(
    name = "rollback",
    description =
        "Puts a former version of the rules into force again, as 'rules history' lists them. It"
            + " applies to events from then on.",
    mixinStandardHelpOptions = true)
final class RulesRollbackCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "VERSION", description = "The version.")
  String version = "";

  @Mixin JsonOption json = new JsonOption();

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ConsoleOptions console = new ConsoleOptions();

  @Override
  public Integer call() {
    try (var client = console.open(installation)) {
      var _ = RulesPush.of(client, Map.of("version", version)).print(spec, json);
      return ExitCode.OK;
    }
  }
}
