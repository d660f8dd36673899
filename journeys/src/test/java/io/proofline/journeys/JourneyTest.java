package io.proofline.journeys;

import static io.proofline.journeys.Journey.journey;
import static io.proofline.journeys.JourneyFixture.timingOut;
import static io.proofline.journeys.JourneyLine.Step.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.journeys.Journey.Audience;
import io.proofline.journeys.JourneyLine.Step;
import org.junit.jupiter.api.Test;

class JourneyTest {

  private final JourneyFixture journeyFixture = new JourneyFixture();

  @Test
  void clean_ups_run_at_the_end_the_newest_first() {
    play(disturbs("one"), disturbs("two"), journeyFixture.passing("three"));
    assertThat(journeyFixture.output).containsExactly("did three", "undid two", "undid one");
  }

  @Test
  void clean_ups_run_after_a_failed_step() {
    play(disturbs("one"), timingOut("a miracle happens"), disturbs("two"));
    assertThat(journeyFixture.output).containsExactly("undid one");
  }

  @Test
  void clean_ups_run_after_an_exception() {
    var broken =
        step(
            "breaks",
            SandboxPage.LIBRARY,
            "nothing",
            _ -> {
              throw new IllegalStateException("broken");
            });
    assertThatThrownBy(() -> play(disturbs("one"), broken)).hasMessage("broken");
    assertThat(journeyFixture.output).containsExactly("undid one");
  }

  private void play(JourneyLine... lines) {
    journey("S1", "disturbed", lines).play(new JourneyRun(journeyFixture.world), Audience.NOBODY);
  }

  private Step disturbs(String what) {
    return step(
        "disturbs " + what,
        SandboxPage.FAULTS,
        "it",
        journeyRun -> journeyRun.onEnd(() -> journeyFixture.output.add("undid " + what)));
  }
}
