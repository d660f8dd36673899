package io.proofline.workers.execution;

import static io.proofline.workers.call.Api.PHOTOSHELTER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Checks which failures count against a command, and which against its API. */
class FailureAttributionTest {

  private final FailureAttribution attribution = new FailureAttribution();
  private final CommandRuns runs = new CommandRuns(new ScriptedLibrary());
  private final CommandRun poison = read("c1");

  @Test
  void a_failure_does_not_count_while_no_other_command_is_answered() {
    assertThat(attribution.recordFailure(poison, PHOTOSHELTER)).isFalse();
    assertThat(attribution.recordFailure(poison, PHOTOSHELTER)).isFalse();
  }

  @Test
  void a_failure_counts_if_another_command_was_answered_since_the_previous_attempt() {
    attribution.recordAnswer(read("c2"), PHOTOSHELTER);
    assertThat(attribution.recordFailure(poison, PHOTOSHELTER)).isTrue();
    assertThat(attribution.recordFailure(poison, PHOTOSHELTER)).isFalse();
    attribution.recordAnswer(read("c3"), PHOTOSHELTER);
    assertThat(attribution.recordFailure(poison, PHOTOSHELTER)).isTrue();
  }

  @Test
  void answers_to_its_own_other_steps_do_not_count() {
    attribution.recordAnswer(poison, PHOTOSHELTER);
    assertThat(attribution.recordFailure(poison, PHOTOSHELTER)).isFalse();
  }

  @Test
  void answers_before_its_first_attempt_do_not_count() {
    attribution.recordAnswer(read("c2"), PHOTOSHELTER);
    var late = read("c3");
    assertThat(attribution.recordFailure(late, PHOTOSHELTER)).isFalse();
  }

  @Test
  void failures_do_not_count_while_another_command_of_the_kind_fails() {
    var alike = read("c2");
    attribution.recordFailure(alike, PHOTOSHELTER);
    attribution.recordAnswer(write("c3"), PHOTOSHELTER);
    assertThat(attribution.recordFailure(poison, PHOTOSHELTER)).isFalse();
    attribution.recordAnswer(read("c4"), PHOTOSHELTER);
    assertThat(attribution.recordFailure(poison, PHOTOSHELTER)).isTrue();
  }

  @Test
  void a_command_with_an_outcome_does_not_affect_the_attribution_of_others() {
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
