package io.proofline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proofline.cli.config.InvalidUpConfigException;
import io.proofline.cli.config.UpConfig;
import io.proofline.cli.config.UpConfigReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Proofline for real accounts in one process. */
@Command(
    name = "up",
    description = {
      "Runs all of Proofline in one process for real accounts, with its data on disk, as one file"
          + " says. Ctrl-C ends it; a later start goes on where it was."
    },
    mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

  /** Either prints a file or reads one. */
  static final class SampleOrConfig {

    @Option(names = "--sample", description = "Prints a file to begin with.")
    boolean sample;

    @ArgGroup(exclusive = false)
    @Nullable ConfigOptions config;
  }

  static final class ConfigOptions {

    @Option(
        names = "--config",
        required = true,
        paramLabel = "FILE",
        description = "What to run with, as YAML. Secrets stand in the environment or in files.")
    Path file = Path.of("");

    @Option(
        names = "--check",
        description =
            "Starts nothing and asks nobody: says what is wrong with the file, or what would run.")
    boolean check;
  }

  @ArgGroup(multiplicity = "1")
  SampleOrConfig what = new SampleOrConfig();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (what.config == null) {
      out().print(sample());
      out().flush();
      return ExitCode.OK;
    }
    var file = what.config.file;
    try {
      var read = UpConfigReader.read(file, System::getenv);
      return what.config.check ? printCheck(read, file) : run(read, file);
    } catch (InvalidUpConfigException e) {
      spec.commandLine().getErr().printf("%s has mistakes:%n%s%n", file, e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private int printCheck(UpConfig read, Path file) {
    print(
        "%s is without mistakes. It would run Proofline for '%s'.".formatted(file, read.account()));
    print("");
    print(UpMessages.addresses(read));
    print("Whether the accounts take the credentials: ./proofline doctor --config " + file);
    return ExitCode.OK;
  }

  private int run(UpConfig read, Path file) throws InterruptedException {
    try (var data = DataDirectory.open(read.data())) {
      System.setProperty("proofline.log", data.root().resolve("proofline.log").toString());
      print("Starting Proofline for '%s' on %s".formatted(read.account(), data.root()));
      try (var upInstallation = new UpInstallation(read, data, this::print)) {
        Runtime.getRuntime().addShutdownHook(new Thread(upInstallation::close, "end"));
        upInstallation.start();
        print("");
        print("Proofline is running for '%s'. Ctrl-C ends it.".formatted(read.account()));
        print("");
        print(UpMessages.addresses(read));
        print(UpMessages.commands(read, file));
        upInstallation.awaitFirstPass();
        print("The library was looked at: from now on what is selected goes to review.");
        new CountDownLatch(1).await();
      }
    }
    return ExitCode.OK;
  }

  private static String sample() throws IOException {
    try (var in = UpCommand.class.getResourceAsStream("/up-sample.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }

  private void print(String line) {
    out().println(line);
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
