package io.proofline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proofline.cli.PasteableCommands;
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

/** Runs Proofline for real accounts in one process. */
@Command(
    name = "up",
    description = {
      "Runs all of Proofline in one process for real accounts, with its data on disk. Ctrl-C stops"
          + " it; a later start continues its work."
    },
    mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

  /** Prints a sample of the file, or runs with a file. */
  static final class SampleOrConfig {

    @Option(names = "--sample", description = "Prints a sample of the file.")
    boolean sample;

    @ArgGroup(exclusive = false)
    @Nullable ConfigOptions config;
  }

  static final class ConfigOptions {

    @Option(
        names = "--config",
        required = true,
        paramLabel = "FILE",
        description =
            "Accounts, addresses and rules, as YAML, with references to secrets in the environment"
                + " or in files.")
    Path file = Path.of("");

    @Option(
        names = "--check",
        description =
            "Only checks the file: lists its mistakes, or the addresses that it would use. Contacts"
                + " no service.")
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
    print("%s has no mistakes. It would run Proofline for '%s'.".formatted(file, read.account()));
    print("");
    print(UpMessages.addresses(read));
    print("To check the accounts: proofline doctor --config " + file);
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
        print("Proofline is running for '%s'. Ctrl-C stops it.".formatted(read.account()));
        print("");
        print("The console; this link signs an administrator in once, within twelve hours:");
        print("  " + upInstallation.signInLink());
        print("");
        print(UpMessages.addresses(read));
        print(UpMessages.commands(read, file));
        upInstallation.awaitFirstPass();
        print("The first pass over the library is done. Assets selected from now on go to review.");
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
    out().println(PasteableCommands.complete(spec, line));
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
