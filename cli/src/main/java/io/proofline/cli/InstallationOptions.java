package io.proofline.cli;

import io.proofline.cli.config.RunningInstallations;
import io.proofline.cli.config.RunningInstallations.RunningInstallation;
import io.proofline.cli.config.ServiceAddresses;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;

/**
 * Finds the installation that a command is for: the one that {@code --data} names, else the one
 * that the environment variable {@code PROOFLINE_DATA} names, else the only one that runs on this
 * machine.
 */
final class InstallationOptions {

  /** The environment variable that names a data directory. */
  static final String VARIABLE = "PROOFLINE_DATA";

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Data directory of an installation that 'up' or 'demo' runs. Default: the environment"
              + " variable "
              + VARIABLE
              + ", else the only installation that runs on this machine.")
  @Nullable Path data;

  /** The installation that {@code --data} or the environment names. */
  Optional<Installation> named() {
    return Optional.ofNullable(data).or(InstallationOptions::fromEnvironment).map(this::read);
  }

  /** The installation that is named, else the only one that runs on this machine. */
  Optional<Installation> find() {
    return named().or(this::running);
  }

  private static Optional<Path> fromEnvironment() {
    return Optional.ofNullable(System.getenv(VARIABLE))
        .filter(text -> !text.isBlank())
        .map(Path::of);
  }

  private Optional<Installation> running() {
    var running = RunningInstallations.of(System.getenv()).list();
    if (running.size() > 1) {
      throw wrongUse(ambiguous(running), null);
    }
    return running.stream().findFirst().map(one -> read(Path.of(one.data())));
  }

  static String ambiguous(List<RunningInstallation> running) {
    return "%d installations run on this machine. Add one of these to the command:%n%s"
        .formatted(
            running.size(),
            running.stream()
                .map(one ->
                    "  --data %s   (process %d)"
                        .formatted(PasteableCommands.quote(one.data()), one.pid()))
                .collect(Collectors.joining("\n")));
  }

  private Installation read(Path directory) {
    try {
      return new Installation(directory, ServiceAddresses.read(directory));
    } catch (JacksonException e) {
      throw wrongUse(
          "%s is not the data directory of a started installation: it has no addresses.json. Start one there: proofline demo --data %s, or proofline up --config FILE"
              .formatted(directory, PasteableCommands.quote(directory.toString())),
          e);
    }
  }

  /** For a command that found no installation. */
  ParameterException notFound(String otherwise) {
    return wrongUse(
        "No installation runs on this machine, and the command names none. Add --data DIR of an installation that 'up' or 'demo' runs, or %s."
            .formatted(otherwise),
        null);
  }

  private ParameterException wrongUse(String message, @Nullable Exception cause) {
    return new ParameterException(
        spec.commandLine(), PasteableCommands.complete(spec, message), cause);
  }
}
