package io.proofline.workers.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.LedgerEntry;
import io.proofline.workers.call.Api;
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Time;
import io.proofline.workers.work.Worker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakingTest {

  private static final Topic<String, Command> LANE = Works.TOPICS.transferCommands();
  private static final LoopSettings SETTINGS = CourseTest.SETTINGS;

  private final AtomicLong nanos = new AtomicLong();
  private final Time time = new Time(InstantSource.system(), nanos::get);
  private final LoopHealth health = new LoopHealth();
  private final CountingMetrics metrics = new CountingMetrics();
  private final Holdings holdings = new Holdings();

  /** The wait for plain calls is over after 30 s here. */
  @ParameterizedTest(name = "a creation that takes {0} s at most is looked up after {1} s")
  @CsvSource({"0, 30", "5, 30", "600, 610"})
  void what_a_predecessor_began_is_looked_up_when_it_can_have_no_effect_any_more(
      long longest, long after) {
    var command = ScriptedLibrary.fileFinal("f1", "a1");
    hold(Map.of("f1", entry(command)));
    taking(new Uploads(Duration.ofSeconds(longest))).take(record(command));

    var work = holdings.heads().findFirst().orElseThrow();
    assertThat(work.step).isEqualTo(Step.LOOK_UP);
    assertThat(work.progress.lookUpsWanted()).isEqualTo(SETTINGS.lookUpWaits().size());
    assertThat(Duration.ofNanos(work.notBefore)).isEqualTo(Duration.ofSeconds(after));
  }

  @Test
  void what_a_person_retries_is_looked_up_once_and_at_once() {
    var command = Command.newBuilder(ScriptedLibrary.fileFinal("f1", "a1")).setAttempt(2).build();
    hold(Map.of());
    taking(new Uploads(Duration.ofMinutes(10))).take(record(command));

    var work = holdings.heads().findFirst().orElseThrow();
    assertThat(work.step).isEqualTo(Step.LOOK_UP);
    assertThat(work.progress.lookUpsWanted()).isEqualTo(1);
    assertThat(time.isPast(work.notBefore)).isTrue();
  }

  private void hold(Map<String, LedgerEntry> started) {
    var lane = Lane.of(Works.TOPICS).get(LANE.name());
    long lookUpFrom = time.after(SETTINGS.takeOverWait());
    holdings.hold(new Backlog(lane, new TopicPartition(LANE.name(), 0), null, started, lookUpFrom));
  }

  private static LedgerEntry entry(Command command) {
    return LedgerEntry.newBuilder()
        .setCommandId(command.getCommandId())
        .setTopic(LANE.name())
        .setOffset(0)
        .setAttempt(1)
        .setStartedAt(command.getEnvelope().getReceivedAt())
        .setOwner("another")
        .build();
  }

  private Taking taking(Worker worker) {
    var protection = new Protection();
    var books = new Books(Works.TOPICS, new Endings(SETTINGS), protection, time, metrics);
    return new Taking(
        new Reading(List.of(worker)), SETTINGS, holdings, protection, books, time, health, metrics);
  }

  private static ConsumerRecord<String, byte[]> record(Command command) {
    var bytes = LANE.values().serializer().serialize(LANE.name(), command);
    return new ConsumerRecord<>(LANE.name(), 0, 0, command.getAssetId(), bytes);
  }

  private record Uploads(Duration longest) implements Worker.Creating {

    @Override
    public CommandKind kind() {
      return CommandKind.FILE_FINAL;
    }

    @Override
    public Optional<Duration> longestCreation() {
      return Optional.of(longest).filter(Duration::isPositive);
    }

    @Override
    public Api preparesFrom(Command command) {
      return Api.PHOTOSHELTER;
    }

    @Override
    public Api api(Command command) {
      return Api.PHOTOSHELTER;
    }

    @Override
    public Ending prepare(Command command) {
      return new Ending.Ready();
    }

    @Override
    public Ending lookUp(Command command) {
      return new Ending.Ready();
    }

    @Override
    public Ending create(Command command) {
      return new Ending.Ready();
    }
  }
}
