package io.proofline.standalone.cli;

import io.proofline.standalone.Addresses;
import io.proofline.standalone.DataDirectory;
import io.proofline.standalone.Demo;
import io.proofline.standalone.Ports;
import io.proofline.standalone.journey.Journeys;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Proofline with simulators, to be looked at or to be checked. */
@Command(
    name = "demo",
    description = {
      "Runs all of Proofline in one process, with simulators of PhotoShelter and Ziflow and pages to"
          + " play photographer and reviewer. Ctrl-C ends it."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Keeps everything there, for the next start. Without it, all is gone at the end.")
  @Nullable Path data;

  @Option(
      names = "--port-base",
      paramLabel = "N",
      description = "First of the ports, for the pages; 9100 unless said otherwise.")
  @Nullable Integer portBase;

  @Option(
      names = "--check",
      description =
          "Plays the journeys without a person, on a directory and ports of its own, tells each in"
              + " a line, and exits 0 when all went through, else 1.")
  boolean check;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if (check && (data != null || portBase != null)) {
      throw new ParameterException(
          spec.commandLine(),
          "--check has a directory and ports of its own: leave --data and --port-base out.");
    }
    return check ? check() : run();
  }

  private int check() {
    var log = Path.of(System.getProperty("java.io.tmpdir"), "proofline-check.log");
    try (var demo = demo(DataDirectory.temporary(), Ports.free(), log)) {
      if (Journeys.play(demo.start(), this::say)) {
        say("All journeys went through.");
        return ExitCode.OK;
      }
      say("Not all journeys went through; the log is " + log);
      return ExitCode.SOFTWARE;
    }
  }

  private int run() throws InterruptedException {
    var directory = data == null ? DataDirectory.temporary() : DataDirectory.open(data);
    var ports = Ports.from(portBase == null ? Ports.DEFAULT_BASE : portBase);
    try (var demo = demo(directory, ports, directory.root().resolve("proofline.log"))) {
      welcome(demo.start(), directory);
      new CountDownLatch(1).await();
    }
    return ExitCode.OK;
  }

  /** Ctrl-C may come at any time, so its hook is there before the start. */
  private Demo demo(DataDirectory directory, Ports ports, Path log) {
    System.setProperty("proofline.log", log.toString());
    say("Starting Proofline on " + directory.root());
    var demo = new Demo(directory, ports, this::say);
    Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "end"));
    return demo;
  }

  private void welcome(Addresses at, DataDirectory directory) {
    say(
        """

        Proofline is running, with simulators of PhotoShelter and Ziflow.

          play photographer and reviewer   %s
          addresses and keys for scripts   %s

        Open the pages, put a photograph into the gallery "Send to review", and watch its proof
        come up a few seconds later. Open the proof, decide as a reviewer, and see the verdict
        stand on the photograph. Ctrl-C ends it.
        """
            .formatted(at.sandbox(), directory.root().resolve("addresses.json")));
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
