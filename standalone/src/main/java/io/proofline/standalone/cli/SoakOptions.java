package io.proofline.standalone.cli;

import io.proofline.standalone.soak.Faults;
import io.proofline.standalone.soak.SoakPlan;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long, with which draws, and how badly. */
final class SoakOptions {

  @Option(
      names = "--soak",
      required = true,
      paramLabel = "MINUTES",
      description =
          "Lets random people do random things for so long while the simulators misbehave, on a"
              + " directory and ports of its own. The faults end a minute before; then quiet is"
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
  Faults faults = Faults.LIGHT;

  /**
   * @throws IllegalArgumentException when it is too short
   */
  SoakPlan plan() {
    long drawn = seed == null ? RandomGenerator.getDefault().nextInt(1_000_000) : seed;
    return new SoakPlan(Duration.ofMinutes(minutes), drawn, faults);
  }
}
