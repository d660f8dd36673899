package io.proofline.cli;

import io.proofline.api.ApiPath;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the pushes of rules. */
@Command(
    name = "history",
    description = "Lists the pushes of rules, the newest first: when, by whom, which version.",
    mixinStandardHelpOptions = true)
final class RulesHistoryCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--limit",
      defaultValue = "50",
      paramLabel = "N",
      description = "Largest number of pushes, up to 500. Default: ${DEFAULT-VALUE}.")
  int limit = 50;

  @Mixin JsonOption json = new JsonOption();

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ConsoleOptions console = new ConsoleOptions();

  @Override
  public Integer call() {
    try (var client = console.open(installation)) {
      var pushes = client.get(ApiPath.of("rules", "history").with("limit", limit)).path("items");
      if (json.print(pushes)) {
        return ExitCode.OK;
      }
      var out = spec.commandLine().getOut();
      var table = new TextTable("PUSHED AT", "VERSION", "REPLACES", "BY");
      for (var push : pushes) {
        table.row(
            TerminalText.text(push, "pushed_at"),
            TerminalText.text(push, "version"),
            TerminalText.text(push, "replaces"),
            TerminalText.text(push, "pushed_by"));
      }
      table.print(out);
      if (pushes.size() == limit) {
        out.println("There may be older ones. Add --limit N.");
      }
      out.println(
          PasteableCommands.complete(spec, "To see the text of one: proofline rules show VERSION"));
      return ExitCode.OK;
    }
  }
}
