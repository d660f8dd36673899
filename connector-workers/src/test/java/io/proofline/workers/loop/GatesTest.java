package io.proofline.workers.loop;

import static io.proofline.workers.call.Api.PHOTOSHELTER;
import static io.proofline.workers.call.Api.ZIFLOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.Command;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.ApiError.Unanswered;
import io.proofline.workers.work.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GatesTest {

  private static final Unanswered SILENT = new Unanswered(PHOTOSHELTER, "status 500");
  private static final ApiError BUSY =
      new Throttled(PHOTOSHELTER, 429, Optional.of(Duration.ofSeconds(10)));

  private final AtomicLong nanos = new AtomicLong();
  private final LoopHealth health = new LoopHealth();
  private final Gates gates =
      new Gates(CourseTest.SETTINGS, new Time(InstantSource.system(), nanos::get), health);
  private final Works works = new Works(new ScriptedLibrary());
  private int ids;

  @Test
  void one_that_asks_to_wait_is_tried_by_one_call_after_that_and_opens_with_its_answer() {
    gates.close(begun(work()), BUSY);
    assertThat(gates.lets(work())).isFalse();
    assertThat(health.gate(PHOTOSHELTER)).isEqualTo("closed");

    pass(10);
    var trial = begun(work());
    assertThat(health.gate(PHOTOSHELTER)).isEqualTo("trying");
    assertThat(gates.lets(work())).isFalse();
    gates.answered(trial, PHOTOSHELTER);
    assertThat(gates.lets(work())).isTrue();
    assertThat(health.waiting(PHOTOSHELTER)).isEmpty();
    assertThat(health.gate(PHOTOSHELTER)).isEqualTo("open");
  }

  @Test
  void three_silences_in_a_row_close_it_whoever_asked() {
    gates.failed(begun(work()), SILENT);
    gates.failed(begun(work()), SILENT);
    gates.answered(begun(work()), PHOTOSHELTER);
    gates.failed(begun(work()), SILENT);
    gates.failed(begun(work()), SILENT);
    assertThat(gates.lets(work())).isTrue();
    gates.failed(begun(work()), SILENT);
    assertThat(gates.lets(work())).isFalse();
    assertThat(health.waiting(PHOTOSHELTER))
        .contains("photoshelter gave no usable answer: status 500");
    assertThat(gates.state(ZIFLOW)).isEqualTo(Gates.State.OPEN);
  }

  @Test
  void a_trial_that_fails_makes_the_next_pause_longer() {
    silence();
    pass(7);
    assertThat(gates.state(PHOTOSHELTER)).isEqualTo(Gates.State.TRYING);
    gates.failed(begun(work()), SILENT);
    pass(6);
    assertThat(gates.state(PHOTOSHELTER)).isEqualTo(Gates.State.CLOSED);
    pass(8);
    assertThat(gates.state(PHOTOSHELTER)).isEqualTo(Gates.State.TRYING);
  }

  @Test
  void those_that_left_before_say_nothing_about_the_gate_now() {
    var early = begun(work());
    silence();
    gates.failed(early, SILENT);
    gates.answered(early, PHOTOSHELTER);
    assertThat(gates.state(PHOTOSHELTER)).isEqualTo(Gates.State.CLOSED);
  }

  @Test
  void a_trial_that_says_nothing_lets_another_try() {
    silence();
    pass(7);
    var trial = begun(work());
    assertThat(gates.lets(work())).isFalse();
    gates.cameBack(trial, PHOTOSHELTER);
    assertThat(gates.lets(work())).isTrue();
  }

  @Test
  void a_trial_that_never_comes_back_is_not_waited_for_long() {
    silence();
    pass(7);
    begun(work());
    pass(121);
    assertThat(gates.lets(work())).isTrue();
  }

  @Test
  void what_is_urgent_and_was_not_tried_may_try_a_silent_api_at_once_but_not_one_that_asked() {
    silence();
    assertThat(gates.lets(urgent())).isTrue();
    begun(urgent());
    assertThat(gates.lets(urgent())).isFalse();

    var asked = new Gates(CourseTest.SETTINGS, Time.system(), health);
    asked.close(work(), BUSY);
    assertThat(asked.lets(urgent())).isFalse();
  }

  private void silence() {
    for (int i = 0; i < 3; i++) {
      gates.failed(begun(work()), SILENT);
    }
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private Work begun(Work work) {
    gates.begins(work);
    work.begin(Instant.EPOCH);
    return work;
  }

  private Work work() {
    return work(Works.TOPICS.libraryCommands());
  }

  private Work urgent() {
    return work(Works.TOPICS.urgentLibraryCommands());
  }

  private Work work(Topic<String, Command> lane) {
    return works.polled(lane, Commands.readAsset("c" + ids++, "a1"));
  }
}
