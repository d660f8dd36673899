package io.proofline.workers.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.LedgerEntry;
import io.proofline.workers.call.Api;
import io.proofline.workers.work.Clocks;
import io.proofline.workers.work.StepResult;
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

class CommandReceiverTest {

  private static final Topic<String, Command> LANE = CommandRuns.TOPICS.commandLanes().transfer();
  private static final CommandLoopSettings SETTINGS = CommandRetryPolicyTest.SETTINGS;

  private final AtomicLong nanos = new AtomicLong();
  private final Clocks clocks = new Clocks(InstantSource.system(), nanos::get);
  private final CommandLoopHealth health = new CommandLoopHealth();
  private final InMemoryCommandLoopMetrics metrics = new InMemoryCommandLoopMetrics();
  private final AssignedPartitions partitions = new AssignedPartitions();

  /** The recovery delay for plain calls is 30 s here. */
  @ParameterizedTest(name = "a creation that takes {0} s at most is looked up after {1} s")
  @CsvSource({"0, 30", "5, 30", "600, 610"})
  void a_call_of_an_earlier_owner_is_looked_up_when_it_can_not_take_effect_any_more(
      long longest, long after) {
    var command = ScriptedLibrary.fileFinal("f1", "a1");
    hold(Map.of("f1", entry(command)));
    receiver(new UploadingWorker(Duration.ofSeconds(longest))).receive(record(command));

    var run = partitions.heads().findFirst().orElseThrow();
    assertThat(run.step()).isEqualTo(CommandStep.LOOK_UP);
    assertThat(run.progress().requiredLookUps()).isEqualTo(SETTINGS.lookUpDelays().size());
    assertThat(Duration.ofNanos(run.notBefore())).isEqualTo(Duration.ofSeconds(after));
  }

  @Test
  void a_retry_by_a_person_is_looked_up_once_and_at_once() {
    var command = Command.newBuilder(ScriptedLibrary.fileFinal("f1", "a1")).setAttempt(2).build();
    hold(Map.of());
    receiver(new UploadingWorker(Duration.ofMinutes(10))).receive(record(command));

    var run = partitions.heads().findFirst().orElseThrow();
    assertThat(run.step()).isEqualTo(CommandStep.LOOK_UP);
    assertThat(run.progress().requiredLookUps()).isEqualTo(1);
    assertThat(clocks.isPast(run.notBefore())).isTrue();
  }

  private void hold(Map<String, LedgerEntry> started) {
    var commandLane = CommandLane.of(CommandRuns.TOPICS).get(LANE.name());
    long lookUpFrom = clocks.deadlineAfter(SETTINGS.recoveryDelay());
    partitions.add(
        new PartitionQueue(
            commandLane, new TopicPartition(LANE.name(), 0), null, started, lookUpFrom));
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

  private CommandReceiver receiver(Worker worker) {
    var withdrawalGuard = new WithdrawalGuard();
    var outcomeTransaction =
        new OutcomeTransaction(
            CommandRuns.TOPICS, new OutcomeRecords(SETTINGS), withdrawalGuard, clocks, metrics);
    return new CommandReceiver(
        new CommandDecoder(List.of(worker)),
        SETTINGS,
        partitions,
        withdrawalGuard,
        outcomeTransaction,
        clocks,
        health,
        metrics);
  }

  private static ConsumerRecord<String, byte[]> record(Command command) {
    var bytes = LANE.values().serializer().serialize(LANE.name(), command);
    return new ConsumerRecord<>(LANE.name(), 0, 0, command.getAssetId(), bytes);
  }

  private record UploadingWorker(Duration longest) implements Worker.NonIdempotent {

    @Override
    public CommandKind kind() {
      return CommandKind.FILE_FINAL;
    }

    @Override
    public Optional<Duration> maxCreateDuration() {
      return Optional.of(longest).filter(Duration::isPositive);
    }

    @Override
    public Api prepareApi(Command command) {
      return Api.PHOTOSHELTER;
    }

    @Override
    public Api api(Command command) {
      return Api.PHOTOSHELTER;
    }

    @Override
    public StepResult prepare(Command command) {
      return new StepResult.Ready();
    }

    @Override
    public StepResult lookUp(Command command) {
      return new StepResult.Ready();
    }

    @Override
    public StepResult create(Command command) {
      return new StepResult.Ready();
    }
  }
}
