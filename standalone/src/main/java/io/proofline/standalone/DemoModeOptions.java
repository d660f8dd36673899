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

/** Who plays the journeys, when it is not the one who started the demo. */
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
          "Uploads so many photographs, every fourth of which a rule picks, on a directory and ports"
              + " of its own where none are named; tells how far each few seconds, lets go what the"
              + " brake holds, and measures verdicts and take-downs of others meanwhile. Exits 0 when"
              + " nothing was lost or doubled, else 1.")
  @Nullable Integer ingest;

  /** Nobody watches. */
  static final class CheckOptions {

    @Option(
        names = "--check",
        required = true,
        description = {
          "Plays the journeys without a person and tells each in a line: exits 0 when all that are"
              + " claimed to work went through, else 1. The others are listed, with what is"
              + " missing.",
          "Takes a directory and ports of its own where --data and --port-base name none."
        })
    boolean enabled;

    @Option(
        names = "--all",
        description =
            "With --check: plays the others too and tells how far each comes; the exit code is not"
                + " about them.")
    boolean all;
  }

  /** Somebody watches the pages. */
  static final class StoryOptions {

    private static final int PAUSE_SECONDS = 5;

    @Option(
        names = "--story",
        required = true,
        description =
            "Plays the journeys that are claimed to work slowly, and says at each step which page"
                + " to look at and what to see there. On a terminal, Enter goes on. Exits 0 when"
                + " all went through, else 1.")
    boolean enabled;

    @Option(
        names = "--pause",
        paramLabel = "SECONDS",
        description =
            "With --story: goes on by itself after so many seconds, as it does after "
                + PAUSE_SECONDS
                + " without a terminal.")
    @Nullable Integer pauseSeconds;

    /** How it waits after each step; {@code why} is what Enter does. */
    StoryPace pace(String why, Consumer<String> out) {
      return paceOnEnter(why, out).orElseGet(() -> StoryPace.of(pause()));
    }

    /** How it waits at the end: for a person where there is one, else not at all. */
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

  /** Random people play, and the simulators misbehave. */
  static final class SoakOptions {

    @Option(
        names = "--soak",
        required = true,
        paramLabel = "MINUTES",
        description =
            "Lets random people do random things for so long while the simulators misbehave, on a"
                + " directory and ports of its own where none are named. The faults end a minute before; then quiet is"
                + " awaited. Exits 0 when nothing was lost, doubled or wrong in the end, else 1.")
    int minutes;

    @Option(
        names = "--seed",
        paramLabel = "N",
        description = "What people and faults are drawn from; any one unless said otherwise.")
    @Nullable Long seed;

    @Option(
        names = "--faults",
        paramLabel = "none|light|heavy",
        description = "How badly the simulators behave; light unless said otherwise.")
    FaultLevel faults = FaultLevel.LIGHT;

    /**
     * @throws IllegalArgumentException when it is too short
     */
    SoakPlan plan() {
      long drawn = seed == null ? RandomGenerator.getDefault().nextInt(1_000_000) : seed;
      return new SoakPlan(Duration.ofMinutes(minutes), drawn, faults);
    }
  }
}
