package io.proofline.cli;

import io.proofline.api.ApiPath;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Prints the rules in force; their version and the time of the push go to standard error. */
@Command(
    name = "show",
    description =
        "Prints the rules in force, or a former version, as YAML, which 'rules push' takes again."
            + " Exits 1 if there are none.",
    mixinStandardHelpOptions = true)
final class RulesShowCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "VERSION",
      description = "A version that was pushed. Default: the one in force.")
  @Nullable String version;

  @Mixin JsonOption json = new JsonOption();

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ConsoleOptions console = new ConsoleOptions();

  @Override
  public Integer call() {
    try (var client = console.open(installation)) {
      var path = version == null ? ApiPath.of("rules") : ApiPath.of("rules", "versions", version);
      var rules = client.find(path).map(answer -> answer.path("rules"));
      rules.ifPresentOrElse(this::print, this::printNone);
      return rules.isPresent() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private void print(JsonNode rules) {
    if (json.print(rules)) {
      return;
    }
    spec.commandLine()
        .getErr()
        .println(
            "Rules, version %s, %s %s:"
                .formatted(
                    TerminalText.text(rules, "version"),
                    version == null ? "in force since" : "pushed at",
                    TerminalText.text(rules, "pushed_at")));
    var out = spec.commandLine().getOut();
    out.print(TerminalText.text(rules, "text"));
    out.flush();
  }

  private void printNone() {
    spec.commandLine()
        .getErr()
        .println(
            PasteableCommands.complete(
                spec,
                version == null
                    ? "No rules are in force. To put a file into force: proofline rules push FILE"
                    : "No rules of version %s were pushed. All versions: proofline rules history"
                        .formatted(version)));
  }
}
