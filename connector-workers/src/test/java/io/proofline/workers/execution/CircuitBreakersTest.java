package io.proofline.workers.execution;

import static io.proofline.workers.call.Api.PHOTOSHELTER;
import static io.proofline.workers.call.Api.ZIFLOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.schemas.Secret;
import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.Command;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.ApiError.Unauthorized;
import io.proofline.workers.call.Credentials;
import io.proofline.workers.work.Clocks;
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

class CircuitBreakersTest {

  private static final NoUsableResponse SILENT = new NoUsableResponse(PHOTOSHELTER, "status 500");
  private static final ApiError BUSY =
      new Throttled(PHOTOSHELTER, 429, Optional.of(Duration.ofSeconds(10)));

  private static final ApiError REFUSED = new Unauthorized(PHOTOSHELTER, 401, "login");

  @TempDir private Path directory;
  private Path file;
  private Secret key;
  private final AtomicLong nanos = new AtomicLong();
  private final CommandLoopHealth health = new CommandLoopHealth();
  private CircuitBreakers breakers;
  private final CommandRuns runs = new CommandRuns(new ScriptedLibrary());
  private int ids;

  @BeforeEach
  void open() throws IOException {
    file = directory.resolve("key");
    Files.writeString(file, "a wrong one");
    key = Secret.required("a.key", Secret.of("file:" + file));
    breakers =
        new CircuitBreakers(
            CommandRetryPolicyTest.SETTINGS,
            new Clocks(InstantSource.system(), nanos::get),
            health,
            Map.of(PHOTOSHELTER, Credentials.of(key)));
  }

  @Test
  void after_the_open_duration_one_trial_call_is_permitted_and_its_answer_closes_the_breaker() {
    breakers.open(started(work()), BUSY);
    assertThat(breakers.permits(work())).isFalse();
    assertThat(health.breakerState(PHOTOSHELTER)).isEqualTo("open");
    var since = health.openSince(PHOTOSHELTER);
    assertThat(since).isPresent();

    pass(10);
    var trial = started(work());
    assertThat(health.breakerState(PHOTOSHELTER)).isEqualTo("half_open");
    assertThat(health.openSince(PHOTOSHELTER)).isEqualTo(since);
    assertThat(breakers.permits(work())).isFalse();
    breakers.recordSuccess(trial, PHOTOSHELTER);
    assertThat(breakers.permits(work())).isTrue();
    assertThat(health.waitReasons(PHOTOSHELTER)).isEmpty();
    assertThat(health.breakerState(PHOTOSHELTER)).isEqualTo("closed");
    assertThat(health.openSince(PHOTOSHELTER)).isEmpty();
  }

  @Test
  void three_unanswered_calls_in_a_row_of_any_commands_open_it() {
    breakers.recordFailure(started(work()), SILENT);
    breakers.recordFailure(started(work()), SILENT);
    breakers.recordSuccess(started(work()), PHOTOSHELTER);
    breakers.recordFailure(started(work()), SILENT);
    breakers.recordFailure(started(work()), SILENT);
    assertThat(breakers.permits(work())).isTrue();
    breakers.recordFailure(started(work()), SILENT);
    assertThat(breakers.permits(work())).isFalse();
    assertThat(health.waitReasons(PHOTOSHELTER))
        .contains("PhotoShelter gave no usable answer: status 500");
    assertThat(breakers.state(ZIFLOW)).isEqualTo(CircuitBreakers.State.CLOSED);
  }

  @Test
  void a_failed_trial_makes_the_next_open_duration_longer() {
    noAnswer();
    pass(7);
    assertThat(breakers.state(PHOTOSHELTER)).isEqualTo(CircuitBreakers.State.HALF_OPEN);
    breakers.recordFailure(started(work()), SILENT);
    pass(6);
    assertThat(breakers.state(PHOTOSHELTER)).isEqualTo(CircuitBreakers.State.OPEN);
    pass(8);
    assertThat(breakers.state(PHOTOSHELTER)).isEqualTo(CircuitBreakers.State.HALF_OPEN);
  }

  @Test
  void answers_to_calls_sent_before_it_opened_do_not_change_its_state() {
    var early = started(work());
    noAnswer();
    breakers.recordFailure(early, SILENT);
    breakers.recordSuccess(early, PHOTOSHELTER);
    assertThat(breakers.state(PHOTOSHELTER)).isEqualTo(CircuitBreakers.State.OPEN);
  }

  @Test
  void a_trial_without_evidence_lets_another_call_try() {
    noAnswer();
    pass(7);
    var trial = started(work());
    assertThat(breakers.permits(work())).isFalse();
    breakers.releaseTrial(trial, PHOTOSHELTER);
    assertThat(breakers.permits(work())).isTrue();
  }

  @Test
  void a_trial_that_never_ends_blocks_others_for_a_limited_time() {
    noAnswer();
    pass(7);
    started(work());
    pass(121);
    assertThat(breakers.permits(work())).isTrue();
  }

  @Test
  void
      an_urgent_first_attempt_is_permitted_on_an_unanswering_api_but_not_on_one_that_asked_to_wait() {
    noAnswer();
    assertThat(breakers.permits(urgent())).isTrue();
    started(urgent());
    assertThat(breakers.permits(urgent())).isFalse();

    var asked =
        new CircuitBreakers(CommandRetryPolicyTest.SETTINGS, Clocks.system(), health, Map.of());
    asked.open(work(), BUSY);
    assertThat(asked.permits(urgent())).isFalse();
  }

  @Test
  void after_refused_credentials_changed_secrets_are_tried_at_once() throws IOException {
    breakers.open(started(work()), REFUSED);
    assertThat(breakers.state(PHOTOSHELTER)).isEqualTo(CircuitBreakers.State.OPEN);
    assertThat(breakers.permits(urgent())).isFalse();
    assertThat(health.waitReasons(PHOTOSHELTER))
        .contains(
            "PhotoShelter refuses our access (401): login. Put good ones into the files of a.key:"
                + " they are tried at once");

    change("another wrong one");
    assertThat(breakers.state(PHOTOSHELTER)).isEqualTo(CircuitBreakers.State.HALF_OPEN);
    breakers.open(started(work()), REFUSED);
    assertThat(breakers.state(PHOTOSHELTER)).isEqualTo(CircuitBreakers.State.OPEN);

    change("the right one");
    var trial = started(work());
    assertThat(breakers.permits(work())).isFalse();
    breakers.recordSuccess(trial, PHOTOSHELTER);
    assertThat(breakers.state(PHOTOSHELTER)).isEqualTo(CircuitBreakers.State.CLOSED);
  }

  @Test
  void a_refusal_of_secrets_that_changed_meanwhile_delays_no_call() throws IOException {
    var early = started(work());
    change("the right one");
    breakers.open(early, REFUSED);

    assertThat(breakers.permits(work())).isTrue();
  }

  @Test
  void changed_secrets_do_not_affect_a_breaker_that_opened_for_another_cause() throws IOException {
    breakers.open(started(work()), BUSY);
    change("another one");

    assertThat(breakers.state(PHOTOSHELTER)).isEqualTo(CircuitBreakers.State.OPEN);
  }

  /** Secret files are checked once a second. */
  private void change(String secret) throws IOException {
    Files.writeString(file, secret);
    await().until(() -> secret.equals(key.value()));
  }

  private void noAnswer() {
    for (int i = 0; i < 3; i++) {
      breakers.recordFailure(started(work()), SILENT);
    }
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private CommandRun started(CommandRun run) {
    breakers.onCallStarted(run);
    run.start(Instant.EPOCH);
    return run;
  }

  private CommandRun work() {
    return work(CommandRuns.TOPICS.commandLanes().library());
  }

  private CommandRun urgent() {
    return work(CommandRuns.TOPICS.commandLanes().urgentLibrary());
  }

  private CommandRun work(Topic<String, Command> lane) {
    return runs.polled(lane, CommandFixtures.readAsset("c" + ids++, "a1"));
  }
}
