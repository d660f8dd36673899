package io.proofline.standalone.cli;

import io.proofline.standalone.Addresses;
import io.proofline.standalone.DataDirectory;
import io.proofline.standalone.Demo;
import io.proofline.standalone.Ports;
import io.proofline.standalone.journey.Journeys;
import io.proofline.standalone.soak.Soak;
import io.proofline.standalone.soak.SoakPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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

  @ArgGroup(exclusive = false, heading = "%nRandom people:%n")
  @Nullable SoakOptions soak;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if ((check || soak != null) && (data != null || portBase != null)) {
      throw wrong(
          "--check and --soak have a directory and ports of their own: leave --data and"
              + " --port-base out.");
    }
    if (check && soak != null) {
      throw wrong("--check and --soak are two things: ask for one.");
    }
    if (soak != null) {
      return soak(plan(soak));
    }
    return check ? check() : run();
  }

  private int check() {
    var log = temporary("proofline-check.log");
    try (var demo = demo(DataDirectory.temporary(), Ports.free(), Demo.REREAD_OPEN, log)) {
      if (Journeys.play(demo.start(), this::say)) {
        say("All journeys went through.");
        return ExitCode.OK;
      }
      say("Not all journeys went through; the log is " + log);
      return ExitCode.SOFTWARE;
    }
  }

  private int soak(SoakPlan plan) {
    var log = temporary("proofline-soak.log");
    var directory = DataDirectory.temporary();
    try (var demo = demo(directory, Ports.free(), SoakPlan.REREAD_OPEN, log)) {
      if (Soak.run(demo.start(), plan, this::say)) {
        return ExitCode.OK;
      }
      directory.keep();
      say("The log is %s, and all data stay in %s".formatted(log, directory.root()));
      return ExitCode.SOFTWARE;
    }
  }

  private SoakPlan plan(SoakOptions options) {
    try {
      return options.plan();
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private ParameterException wrong(@Nullable String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private static Path temporary(String name) {
    return Path.of(System.getProperty("java.io.tmpdir"), name);
  }

  private int run() throws InterruptedException {
    var directory = data == null ? DataDirectory.temporary() : DataDirectory.open(data);
    var ports = Ports.from(portBase == null ? Ports.DEFAULT_BASE : portBase);
    var log = directory.root().resolve("proofline.log");
    try (var demo = demo(directory, ports, Demo.REREAD_OPEN, log)) {
      welcome(demo.start(), directory);
      new CountDownLatch(1).await();
    }
    return ExitCode.OK;
  }

  /** Ctrl-C may come at any time, so its hook is there before the start. */
  private Demo demo(DataDirectory directory, Ports ports, Duration rereadOpen, Path log) {
    System.setProperty("proofline.log", log.toString());
    say("Starting Proofline on " + directory.root());
    var demo = new Demo(directory, ports, rereadOpen, this::say);
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
