package io.proofline.standalone;

import io.proofline.journeys.StoryPace;
import io.proofline.journeys.soak.FaultLevel;
import io.proofline.journeys.soak.SoakPlan;
import java.io.BufferedReader;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * Options of the demo's modes that run without a person's input: check, story, soak and load run.
 */
final class DemoModeOptions {

  @ArgGroup(exclusive = false)
  @Nullable CheckOptions check;

  @ArgGroup(exclusive = false)
  @Nullable StoryOptions story;

  @ArgGroup(exclusive = false)
  @Nullable SoakOptions soak;

  @Option(
      names = "--ingest",
      paramLabel = "FILES",
      description =
          "Uploads this number of photographs, of which a rule picks every fourth. Prints its"
              + " progress, releases the proofs that the hourly limit holds, and meanwhile measures"
              + " decisions and withdrawals of other photographs. Uses its own directory and ports"
              + " by default. Exits 0 if nothing was lost or duplicated, else 1.")
  @Nullable Integer ingest;

  /** Plays the journeys without a person. */
  static final class CheckOptions {

    @Option(
        names = "--check",
        required = true,
        description = {
          "Plays the journeys without a person and prints a line for each. Exits 0 if all that are"
              + " claimed to work passed, else 1. The others are listed with the missing part.",
          "Uses its own directory and ports unless --data and --port-base name others."
        })
    boolean enabled;

    @Option(
        names = "--all",
        description =
            "With --check: plays the others too and prints how far each gets; they do not change"
                + " the exit code.")
    boolean all;
  }

  /** Plays the journeys for a person who watches the pages. */
  static final class StoryOptions {

    private static final int PAUSE_SECONDS = 5;

    @Option(
        names = "--story",
        required = true,
        description =
            "Plays the journeys that are claimed to work slowly, and names at each step the page to"
                + " watch and what to see there. On a terminal, Enter continues. Exits 0 if all"
                + " passed, else 1.")
    boolean enabled;

    @Option(
        names = "--pause",
        paramLabel = "SECONDS",
        description =
            "With --story: continues by itself after this time. Default without a terminal: "
                + PAUSE_SECONDS
                + ".")
    @Nullable Integer pauseSeconds;

    /** The pause after each step; {@code why} is what Enter does. */
    StoryPace pace(String why, Consumer<String> out) {
      return paceOnEnter(why, out).orElseGet(() -> StoryPace.of(pause()));
    }

    /** The pause at the end: until Enter on a terminal, else none. */
    StoryPace finalPace(String why, Consumer<String> out) {
      return paceOnEnter(why, out).orElse(() -> {});
    }

    private Optional<StoryPace> paceOnEnter(String why, Consumer<String> out) {
      return Optional.ofNullable(System.console())
          .filter(console -> console.isTerminal() && pauseSeconds == null)
          .map(console -> StoryPace.onEnter(new BufferedReader(console.reader()), why, out));
    }

    private Duration pause() {
      return Duration.ofSeconds(pauseSeconds == null ? PAUSE_SECONDS : pauseSeconds);
    }
  }

  /** Runs random users while the simulators inject faults. */
  static final class SoakOptions {

    @Option(
        names = "--soak",
        required = true,
        paramLabel = "MINUTES",
        description =
            "Runs random users for this time while the simulators inject faults, which end a"
                + " minute earlier; then waits until nothing changes. Uses its own directory and"
                + " ports by default. Exits 0 if nothing was lost, duplicated or wrong, else 1.")
    int minutes;

    @Option(
        names = "--seed",
        paramLabel = "N",
        description = "Seed of users and faults. Default: random.")
    @Nullable Long seed;

    @Option(
        names = "--faults",
        paramLabel = "none|light|heavy",
        description = "Frequency of faults. Default: light.")
    FaultLevel faults = FaultLevel.LIGHT;

    /**
     * The plan that the options describe.
     *
     * @throws IllegalArgumentException if the time is too short
     */
    SoakPlan plan() {
      long drawn = seed == null ? RandomGenerator.getDefault().nextInt(1_000_000) : seed;
      return new SoakPlan(Duration.ofMinutes(minutes), drawn, faults);
    }
  }
}
