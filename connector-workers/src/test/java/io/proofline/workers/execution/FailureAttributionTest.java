package io.proofline.workers.execution;

import static io.proofline.workers.call.Api.PHOTOSHELTER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which failures count against a command, and which against its API. */
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
  void a_failure_counts_once_for_each_attempt_since_which_another_was_answered() {
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
  void while_another_of_its_kind_fails_too_its_failures_do_not_count() {
    var alike = read("c2");
    attribution.recordFailure(alike, PHOTOSHELTER);
    attribution.recordAnswer(write("c3"), PHOTOSHELTER);
    assertThat(attribution.recordFailure(poison, PHOTOSHELTER)).isFalse();
    attribution.recordAnswer(read("c4"), PHOTOSHELTER);
    assertThat(attribution.recordFailure(poison, PHOTOSHELTER)).isTrue();
  }

  @Test
  void a_command_with_an_outcome_excuses_no_other() {
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
