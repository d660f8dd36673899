package io.proofline.workers.execution;

import static io.proofline.workers.call.Api.PHOTOSHELTER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Whose fault a silence is. */
class FailureAttributionTest {

  private final FailureAttribution attribution = new FailureAttribution();
  private final CommandRuns runs = new CommandRuns(new ScriptedLibrary());
  private final CommandRun poison = read("c1");

  @Test
  void nobody_is_to_blame_while_nobody_else_is_answered() {
    assertThat(attribution.recordFailure(poison, PHOTOSHELTER)).isFalse();
    assertThat(attribution.recordFailure(poison, PHOTOSHELTER)).isFalse();
  }

  @Test
  void it_is_its_own_fault_once_for_each_try_since_which_another_was_answered() {
    attribution.recordAnswer(read("c2"), PHOTOSHELTER);
    assertThat(attribution.recordFailure(poison, PHOTOSHELTER)).isTrue();
    assertThat(attribution.recordFailure(poison, PHOTOSHELTER)).isFalse();
    attribution.recordAnswer(read("c3"), PHOTOSHELTER);
    assertThat(attribution.recordFailure(poison, PHOTOSHELTER)).isTrue();
  }

  @Test
  void its_own_answers_to_other_steps_say_nothing() {
    attribution.recordAnswer(poison, PHOTOSHELTER);
    assertThat(attribution.recordFailure(poison, PHOTOSHELTER)).isFalse();
  }

  @Test
  void answers_before_it_first_tried_say_nothing() {
    attribution.recordAnswer(read("c2"), PHOTOSHELTER);
    var late = read("c3");
    assertThat(attribution.recordFailure(late, PHOTOSHELTER)).isFalse();
  }

  @Test
  void while_another_of_its_kind_is_silent_too_it_is_not_its_fault() {
    var alike = read("c2");
    attribution.recordFailure(alike, PHOTOSHELTER);
    attribution.recordAnswer(write("c3"), PHOTOSHELTER);
    assertThat(attribution.recordFailure(poison, PHOTOSHELTER)).isFalse();
    attribution.recordAnswer(read("c4"), PHOTOSHELTER);
    assertThat(attribution.recordFailure(poison, PHOTOSHELTER)).isTrue();
  }

  @Test
  void one_that_has_ended_excuses_nobody() {
    var alike = read("c2");
    attribution.recordFailure(alike, PHOTOSHELTER);
    attribution.forget(alike);
    attribution.recordAnswer(write("c3"), PHOTOSHELTER);
    assertThat(attribution.recordFailure(poison, PHOTOSHELTER)).isTrue();
  }

  private CommandRun read(String id) {
    var run =
        runs.polled(
            CommandRuns.TOPICS.commandLanes().library(), CommandFixtures.readAsset(id, "a-" + id));
    attribution.recordFirstAttempt(run);
    return run;
  }

  private CommandRun write(String id) {
    var run =
        runs.polled(
            CommandRuns.TOPICS.commandLanes().library(),
            ScriptedLibrary.write(id, "a-" + id, Instant.EPOCH));
    attribution.recordFirstAttempt(run);
    return run;
  }
}
