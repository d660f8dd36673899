package io.proofline.cli;

import io.proofline.api.ApiPath;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ends a pause. */
@Command(
    name = "resume",
    description = "Ends a pause of an API, a rule or everything, as 'pause' lists them.",
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "TARGET", description = "ziflow, photoshelter, all, or rule:NAME.")
  String target = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit trail.")
  @Nullable String reason;

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ConsoleOptions console = new ConsoleOptions();

  @Override
  public Integer call() {
    try (var client = console.open(installation)) {
      client.delete(ApiPath.of("pauses", target).with("reason", reason));
      spec.commandLine().getOut().println("%s is resumed.".formatted(target));
      return ExitCode.OK;
    }
  }
}
