package io.proofline.standalone;

import io.proofline.cli.PasteableCommands;
import io.proofline.journeys.DemoAddresses;
import io.proofline.journeys.JourneyCheck;
import io.proofline.journeys.JourneyResults;
import io.proofline.journeys.JourneyStory;
import io.proofline.journeys.ingest.IngestRun;
import io.proofline.journeys.soak.SoakPlan;
import io.proofline.journeys.soak.SoakRun;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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

/** Runs Proofline with simulators of both APIs, for people or for journeys, soak and load run. */
@Command(
    name = "demo",
    description = {
      "Runs all of Proofline in one process, with simulators of PhotoShelter and Ziflow and pages"
          + " to play photographer and reviewer. Ctrl-C stops it."
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Stores all data there for the next start. Default: a temporary directory, deleted at the"
              + " end.")
  @Nullable Path data;

  @Option(
      names = "--port-base",
      paramLabel = "N",
      description = "First of eleven ports; the pages use it. Default: 9100.")
  @Nullable Integer portBase;

  @ArgGroup @Nullable DemoModeOptions play;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if (play != null && play.check != null) {
      return check(play.check);
    }
    if (play != null && play.soak != null) {
      return soak(plan(play.soak));
    }
    if (play != null && play.ingest != null) {
      return ingest(play.ingest);
    }
    return play != null && play.story != null ? story(play.story) : run();
  }

  private int check(DemoModeOptions.CheckOptions how) {
    var log = log("proofline-check.log");
    try (var demoInstallation = demo(directory(), freePorts(), log)) {
      return report(JourneyCheck.run(demoInstallation.start(), how.all, this::print), log);
    }
  }

  private int story(DemoModeOptions.StoryOptions how) {
    var log = log("proofline-story.log");
    try (var demoInstallation = demo(directory(), ports(), log)) {
      var at = demoInstallation.start();
      print(
          "Open %s beside this terminal: the pages refresh by themselves.".formatted(at.sandbox()));
      print("The console, which this link signs you in at once: " + demoInstallation.signInLink());
      int code =
          report(JourneyStory.play(at, how.pace("continues", this::print), this::print), log);
      how.finalPace("stops Proofline and its pages", this::print).pause();
      return code;
    }
  }

  private int ingest(int files) {
    if (files < 1) {
      throw new ParameterException(
          spec.commandLine(), "--ingest needs a number of files, 1 or more.");
    }
    requireUnusedDirectory("--ingest");
    var log = log("proofline-ingest.log");
    var directory = directory();
    try (var demoInstallation = demo(directory, freePorts(), log)) {
      if (IngestRun.run(demoInstallation.start(), files, this::print)) {
        return ExitCode.OK;
      }
      directory.keepAfterClose();
      print("The log is %s. All data are kept in %s".formatted(log, directory.root()));
      return ExitCode.SOFTWARE;
    }
  }

  private void requireUnusedDirectory(String option) {
    if (data != null && Files.exists(data.resolve("addresses.json"))) {
      throw new ParameterException(
          spec.commandLine(),
          option
              + " needs an unused directory, since it checks everything that was done. Name another"
              + " one with --data, or omit --data.");
    }
  }

  private int soak(SoakPlan plan) {
    requireUnusedDirectory("--soak");
    var log = log("proofline-soak.log");
    var directory = directory();
    try (var demoInstallation = demo(directory, freePorts(), SoakPlan.REREAD, log)) {
      if (SoakRun.run(demoInstallation.start(), plan, this::print)) {
        return ExitCode.OK;
      }
      directory.keepAfterClose();
      print("The log is %s. All data are kept in %s".formatted(log, directory.root()));
      return ExitCode.SOFTWARE;
    }
  }

  private SoakPlan plan(DemoModeOptions.SoakOptions options) {
    try {
      return options.plan();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private int report(JourneyResults journeyResults, Path log) {
    print("");
    print(journeyResults.summary() + (journeyResults.failed() == 0 ? "" : " The log is " + log));
    return journeyResults.exitCode();
  }

  private int run() throws InterruptedException {
    var directory = directory();
    try (var demoInstallation =
        demo(directory, ports(), directory.root().resolve("proofline.log"))) {
      var at = demoInstallation.start();
      welcome(at, demoInstallation.signInLink(), directory);
      new CountDownLatch(1).await();
    }
    return ExitCode.OK;
  }

  private DataDirectory directory() {
    return data == null ? DataDirectory.temporary() : DataDirectory.open(data);
  }

  private Ports ports() {
    return Ports.startingAt(portBase == null ? Ports.DEFAULT_BASE : portBase);
  }

  private Ports freePorts() {
    return portBase == null ? Ports.free() : Ports.startingAt(portBase);
  }

  /** A log outside a temporary directory, which is deleted at the end. */
  private Path log(String name) {
    return data == null
        ? Path.of(System.getProperty("java.io.tmpdir"), name)
        : data.resolve("proofline.log");
  }

  private DemoInstallation demo(DataDirectory directory, Ports ports, Path log) {
    return demo(directory, ports, null, log);
  }

  /** Registers the shutdown hook before the start, as Ctrl-C may be pressed at any time. */
  private DemoInstallation demo(
      DataDirectory directory, Ports ports, @Nullable Duration reread, Path log) {
    System.setProperty("proofline.log", log.toString());
    print("Starting Proofline on " + directory.root());
    var demoInstallation = new DemoInstallation(directory, ports, reread, Map.of(), this::print);
    Runtime.getRuntime().addShutdownHook(new Thread(demoInstallation::close, "end"));
    return demoInstallation;
  }

  private void welcome(DemoAddresses at, String signInLink, DataDirectory directory) {
    print(
        """

        Proofline is running, with simulators of PhotoShelter and Ziflow.

          the console; signs you in once   %s
          play photographer and reviewer   %s
          addresses and keys for scripts   %s
          accounts, for --config           %s

        Play photographer: put a photograph into the gallery "Send to review", and watch its proof
        appear a few seconds later. Open the proof and decide as a reviewer. The console shows the
        whole way of the photograph. Other commands find this demo by themselves, for example:

          proofline stuck
          proofline rules show
          proofline health

        Ctrl-C stops it.
        """
            .formatted(
                signInLink,
                at.sandbox(),
                directory.root().resolve("addresses.json"),
                directory.root().resolve("up.yaml")));
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(PasteableCommands.complete(spec, line));
    out.flush();
  }
}
