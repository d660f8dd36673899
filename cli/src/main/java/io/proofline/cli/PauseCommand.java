package io.proofline.cli;

import io.proofline.api.ApiPath;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Pauses an API, a rule or everything, or lists what is paused. */
@Command(
    name = "pause",
    description =
        "Pauses an API, a rule or everything, until 'resume'; without a target it lists what is"
            + " paused. Commands and new proofs wait meanwhile; none is lost. Withdrawals are"
            + " executed.",
    mixinStandardHelpOptions = true)
final class PauseCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "TARGET",
      description = "ziflow, photoshelter, all, or rule:NAME.")
  @Nullable String target;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, without names of people; it is shown with the pause. Needed to pause.")
  @Nullable String reason;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "When it ends by itself, such as 2026-01-31T08:00:00Z. Default: never.")
  @Nullable Instant until;

  @Mixin JsonOption json = new JsonOption();

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ConsoleOptions console = new ConsoleOptions();

  @Override
  public Integer call() {
    if ((target == null) != (reason == null)) {
      throw new ParameterException(
          spec.commandLine(), "A pause needs a target and a reason: pause TARGET --reason TEXT");
    }
    try (var client = console.open(installation)) {
      if (target == null) {
        list(client);
      } else {
        pause(client, target);
      }
      return ExitCode.OK;
    }
  }

  private void pause(ConsoleClient client, String what) {
    var body = new TreeMap<String, Object>(Map.of("target", what, "reason", "" + reason));
    if (until != null) {
      body.put("until", until.toString());
    }
    var answer = client.post(ApiPath.of("pauses"), body);
    if (!json.print(answer)) {
      out()
          .println(
              PasteableCommands.complete(
                  spec,
                  "%s is paused%s. To end it: proofline resume %s"
                      .formatted(
                          what,
                          until == null ? "" : " until " + until,
                          PasteableCommands.quote(what))));
    }
  }

  private void list(ConsoleClient client) {
    var pauses = client.get(ApiPath.of("pauses")).path("items");
    if (json.print(pauses)) {
      return;
    }
    if (pauses.isEmpty()) {
      out().println("Nothing is paused.");
      return;
    }
    var table = new TextTable("TARGET", "SINCE", "UNTIL", "BY", "REASON");
    for (var pause : pauses) {
      table.row(
          TerminalText.text(pause, "target"),
          TerminalText.text(pause, "since"),
          pause.path("until").asString("resumed"),
          TerminalText.text(pause, "by"),
          TerminalText.text(pause, "reason"));
    }
    table.print(out());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
