package io.proofline.workers.loop;

import static io.proofline.workers.call.Api.PHOTOSHELTER;
import static io.proofline.workers.call.Api.ZIFLOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.schemas.Secret;
import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.Command;
import io.proofline.workers.call.Access;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.ApiError.Unanswered;
import io.proofline.workers.call.ApiError.Unauthorized;
import io.proofline.workers.work.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatesTest {

  private static final Unanswered SILENT = new Unanswered(PHOTOSHELTER, "status 500");
  private static final ApiError BUSY =
      new Throttled(PHOTOSHELTER, 429, Optional.of(Duration.ofSeconds(10)));

  private static final ApiError REFUSED = new Unauthorized(PHOTOSHELTER, 401, "login");

  @TempDir private Path directory;
  private Path file;
  private Secret key;
  private final AtomicLong nanos = new AtomicLong();
  private final LoopHealth health = new LoopHealth();
  private Gates gates;
  private final Works works = new Works(new ScriptedLibrary());
  private int ids;

  @BeforeEach
  void open() throws IOException {
    file = directory.resolve("key");
    Files.writeString(file, "a wrong one");
    key = Secret.required("a.key", Secret.of("file:" + file));
    gates =
        new Gates(
            CourseTest.SETTINGS,
            new Time(InstantSource.system(), nanos::get),
            health,
            Map.of(PHOTOSHELTER, Access.by(key)));
  }

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

    var asked = new Gates(CourseTest.SETTINGS, Time.system(), health, Map.of());
    asked.close(work(), BUSY);
    assertThat(asked.lets(urgent())).isFalse();
  }

  @Test
  void where_our_access_is_refused_other_secrets_are_tried_at_once() throws IOException {
    gates.close(begun(work()), REFUSED);
    assertThat(gates.state(PHOTOSHELTER)).isEqualTo(Gates.State.CLOSED);
    assertThat(gates.lets(urgent())).isFalse();
    assertThat(health.waiting(PHOTOSHELTER))
        .contains(
            "photoshelter refuses our access (401): login. Put good ones into the files of a.key:"
                + " they are tried at once");

    change("another wrong one");
    assertThat(gates.state(PHOTOSHELTER)).isEqualTo(Gates.State.TRYING);
    gates.close(begun(work()), REFUSED);
    assertThat(gates.state(PHOTOSHELTER)).isEqualTo(Gates.State.CLOSED);

    change("the right one");
    var trial = begun(work());
    assertThat(gates.lets(work())).isFalse();
    gates.answered(trial, PHOTOSHELTER);
    assertThat(gates.state(PHOTOSHELTER)).isEqualTo(Gates.State.OPEN);
  }

  @Test
  void a_refusal_of_secrets_that_have_changed_meanwhile_holds_nobody_up() throws IOException {
    var early = begun(work());
    change("the right one");
    gates.close(early, REFUSED);

    assertThat(gates.lets(work())).isTrue();
  }

  @Test
  void new_secrets_do_not_open_a_gate_that_is_closed_for_something_else() throws IOException {
    gates.close(begun(work()), BUSY);
    change("another one");

    assertThat(gates.state(PHOTOSHELTER)).isEqualTo(Gates.State.CLOSED);
  }

  /** Secrets are looked at once a second. */
  private void change(String secret) throws IOException {
    Files.writeString(file, secret);
    await().until(() -> secret.equals(key.value()));
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
