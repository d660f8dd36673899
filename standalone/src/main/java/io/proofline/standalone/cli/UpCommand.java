package io.proofline.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proofline.standalone.DataDirectory;
import io.proofline.standalone.Up;
import io.proofline.standalone.up.UpFile;
import io.proofline.standalone.up.UpReader;
import io.proofline.standalone.up.UpRefused;
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
final class UpCommand implements Callable<Integer> {

  /** Either prints a file or reads one. */
  static final class What {

    @Option(names = "--sample", description = "Prints a file to begin with.")
    boolean sample;

    @ArgGroup(exclusive = false)
    @Nullable Config config;
  }

  static final class Config {

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
  What what = new What();

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
      var read = UpReader.read(file, System::getenv);
      return what.config.check ? tell(read, file) : run(read, file);
    } catch (UpRefused e) {
      spec.commandLine().getErr().printf("%s has mistakes:%n%s%n", file, e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private int tell(UpFile read, Path file) {
    say("%s is without mistakes. It would run Proofline for '%s'.".formatted(file, read.account()));
    say("");
    say(UpWords.addresses(read));
    say("Whether the accounts take the credentials: ./proofline doctor --config " + file);
    return ExitCode.OK;
  }

  private int run(UpFile read, Path file) throws InterruptedException {
    try (var data = DataDirectory.open(read.data())) {
      System.setProperty("proofline.log", data.root().resolve("proofline.log").toString());
      say("Starting Proofline for '%s' on %s".formatted(read.account(), data.root()));
      try (var up = new Up(read, data, this::say)) {
        Runtime.getRuntime().addShutdownHook(new Thread(up::close, "end"));
        up.start();
        say("");
        say("Proofline is running for '%s'. Ctrl-C ends it.".formatted(read.account()));
        say("");
        say(UpWords.addresses(read));
        say(UpWords.commands(read, file));
        up.awaitFirstPass();
        say("The library was looked at: from now on what is selected goes to review.");
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

  private void say(String line) {
    out().println(line);
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
