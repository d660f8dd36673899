package io.proofline.workers.execution;

import static io.proofline.workers.execution.CommandFixtures.createProof;
import static io.proofline.workers.execution.CommandFixtures.readProof;
import static io.proofline.workers.execution.CommandFixtures.writeStatus;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.HttpSchemaRegistry;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.Tracing;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.DeadCommand;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Outcome;
import io.proofline.schemas.avro.OutcomeStatus;
import io.proofline.workers.TestTopics;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.execution.ScriptedApis.StallPoint;
import io.proofline.workers.kafka.KafkaClients;
import io.proofline.workers.work.Clocks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Checks the command loop with a real broker and APIs in memory, killed at every critical point.
 *
 * <p>Longer than 300 lines because all tests share the broker and the APIs in memory.
 */
class CommandLoopSupervisorIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final KafkaConnection kafka =
      KafkaForTests.connection("loop-" + UUID.randomUUID().toString().substring(0, 8) + ".");
  private final HttpSchemaRegistry registry = kafka.openRegistry();
  private final Topics topics = kafka.topics(registry);
  private final TestTopics records = new TestTopics(kafka);
  private final ScriptedApis remote = new ScriptedApis();
  private final InMemoryCommandLoopMetrics metrics = new InMemoryCommandLoopMetrics();
  private final CommandLoopHealth health = new CommandLoopHealth();
  private final List<CommandLoopSupervisor> loops = new ArrayList<>();

  @AfterEach
  void end() {
    loops.forEach(CommandLoopSupervisor::stop);
    records.close();
    registry.close();
  }

  @ParameterizedTest(name = "killed at {0}, one proof is made and one outcome written")
  @EnumSource(value = StallPoint.class, names = "READING", mode = Mode.EXCLUDE)
  void a_worker_killed_during_a_creating_call_creates_once(StallPoint stallPoint)
      throws InterruptedException {
    var reached = remote.stallAt(stallPoint);
    var first = loop("one");
    send(topics.commandLanes().ziflow(), createProof("c1", "a1"));
    assertReached(reached);
    first.kill();

    loop("one");
    await().atMost(PATIENCE).until(() -> outcomes().size() == 1);

    assertThat(remote.created).containsExactly(CommandFixtures.marker("a1"));
    assertThat(outcomes().getFirst().getStatus()).isEqualTo(OutcomeStatus.DONE);
    assertThat(outcomes().getFirst().getProofCreated().getFound())
        .isEqualTo(stallPoint == StallPoint.AFTER_EFFECT);
    assertThat(records.openKeys(topics.ledger())).isEmpty();
  }

  @Test
  void a_worker_killed_after_the_outcome_repeats_nothing() {
    var first = loop("one");
    send(topics.commandLanes().ziflow(), createProof("c1", "a1"));
    await().atMost(PATIENCE).until(() -> outcomes().size() == 1);
    first.kill();

    loop("one");
    send(topics.commandLanes().ziflow(), readProof("c2", "a1"));
    await().atMost(PATIENCE).until(() -> outcomes().size() == 2);

    assertThat(remote.created).hasSize(1);
    assertThat(outcomes()).extracting(Outcome::getCommandId).containsExactly("c1", "c2");
    assertThat(records.openKeys(topics.ledger())).isEmpty();
  }

  @Test
  void commands_done_behind_an_open_one_are_not_repeated_by_the_next_owner()
      throws InterruptedException {
    var reached = remote.stallAt(StallPoint.BEFORE_EFFECT);
    var first = loop("one");
    send(topics.commandLanes().ziflow(), 0, createProof("c1", "a1"));
    assertReached(reached);
    send(topics.commandLanes().ziflow(), 0, createProof("c2", "a2"));
    send(topics.commandLanes().ziflow(), 0, readProof("c3", "a3"));
    await().atMost(PATIENCE).until(() -> outcomes().size() == 2);
    first.kill();

    loop("one");
    await().atMost(PATIENCE).until(() -> outcomes().size() == 3);

    assertThat(remote.created)
        .containsExactlyInAnyOrder(CommandFixtures.marker("a1"), CommandFixtures.marker("a2"));
    assertThat(remote.log).containsOnlyOnce("read c3", "create c2");
    assertThat(records.openKeys(topics.ledger())).isEmpty();
  }

  @Test
  void an_unanswered_creating_call_is_looked_up_before_it_is_repeated() {
    remote.failAt(StallPoint.AFTER_EFFECT, new NoUsableResponse(Api.ZIFLOW, "time-out"));
    remote.failAt(StallPoint.BEFORE_EFFECT); // none
    loop("one");
    send(topics.commandLanes().ziflow(), createProof("c1", "a1"));
    await().atMost(PATIENCE).until(() -> outcomes().size() == 1);

    assertThat(remote.created).hasSize(1);
    assertThat(remote.log).containsExactly("prepare c1", "create c1", "look up c1");
    assertThat(outcomes().getFirst().getProofCreated().getFound()).isTrue();
  }

  @Test
  void a_creating_call_without_effect_is_repeated_after_every_look_up_was_empty() {
    remote.failAt(StallPoint.BEFORE_EFFECT, new NoUsableResponse(Api.ZIFLOW, "time-out"));
    loop("one");
    send(topics.commandLanes().ziflow(), createProof("c1", "a1"));
    await().atMost(PATIENCE).until(() -> outcomes().size() == 1);

    assertThat(remote.log)
        .containsExactly(
            "prepare c1", "create c1", "look up c1", "look up c1", "prepare c1", "create c1");
    assertThat(remote.created).hasSize(1);
  }

  @Test
  void an_old_command_is_looked_up_first_since_kafka_may_have_deleted_its_offset() {
    loop("one");
    remote.created.add(CommandFixtures.marker("a1"));
    var old = createProof("c1", "a1");
    var envelope = Envelope.newBuilder(old.getEnvelope()).setReceivedAt(Instant.EPOCH).build();
    send(topics.commandLanes().ziflow(), Command.newBuilder(old).setEnvelope(envelope).build());
    await().atMost(PATIENCE).until(() -> outcomes().size() == 1);

    assertThat(remote.log).containsExactly("look up c1");
    assertThat(remote.created).hasSize(1);
  }

  @Test
  void a_retry_by_a_person_looks_up_first() {
    loop("one");
    remote.created.add(CommandFixtures.marker("a1"));
    send(
        topics.commandLanes().ziflow(),
        Command.newBuilder(createProof("c1", "a1")).setAttempt(2).build());
    await().atMost(PATIENCE).until(() -> outcomes().size() == 1);

    assertThat(remote.log).containsExactly("look up c1");
    assertThat(remote.created).hasSize(1);
  }

  @Test
  void an_api_that_asks_to_wait_pauses_its_lane_and_not_the_other() {
    remote.failAt(
        StallPoint.READING, new Throttled(Api.ZIFLOW, 429, Optional.of(Duration.ofSeconds(2))));
    loop("one");
    send(topics.commandLanes().ziflow(), readProof("c1", "a1"));
    await().atMost(PATIENCE).until(() -> health.waitReasons(Api.ZIFLOW).isPresent());
    send(topics.commandLanes().ziflow(), readProof("c2", "a2"));
    send(topics.commandLanes().library(), writeStatus("w1", "a1", "Approved"));
    await().atMost(PATIENCE).until(() -> outcomes().size() == 1);

    assertThat(outcomes()).extracting(Outcome::getCommandId).containsExactly("w1");
    assertThat(health.waitReasons(Api.ZIFLOW)).contains("Ziflow asks to wait (429) for 2 s");
    assertThat(health.waitReasons(Api.PHOTOSHELTER)).isEmpty();
    await().atMost(PATIENCE).until(() -> outcomes().size() == 3);
    assertThat(health.waitReasons(Api.ZIFLOW)).isEmpty();
    assertThat(remote.log).containsOnlyOnce("read c2", "write Approved");
  }

  @Test
  void commands_of_one_asset_are_done_in_order() {
    remote.failAt(
        StallPoint.READING,
        new NoUsableResponse(Api.ZIFLOW, "a"),
        new NoUsableResponse(Api.ZIFLOW, "b"));
    loop("one");
    IntStream.range(0, 20)
        .forEach(
            i -> send(topics.commandLanes().library(), writeStatus("w" + i, "a1", "text " + i)));
    send(topics.commandLanes().ziflow(), readProof("c1", "a1"));
    send(topics.commandLanes().ziflow(), readProof("c2", "a1"));
    await().atMost(PATIENCE).until(() -> outcomes().size() == 22);

    assertThat(remote.log.stream().filter(line -> line.startsWith("write")))
        .containsExactlyElementsOf(
            IntStream.range(0, 20).mapToObj(i -> "write text " + i).toList());
    assertThat(remote.log.stream().filter(line -> line.startsWith("read")))
        .containsExactly("read c1", "read c1", "read c1", "read c2");
  }

  @Test
  void a_refused_command_is_dead_with_its_reason_and_blocks_no_other() {
    remote.failAt(StallPoint.READING, new Rejected(Api.ZIFLOW, 422, "no such thing"));
    loop("one");
    send(topics.commandLanes().ziflow(), readProof("c1", "a1"));
    send(topics.commandLanes().ziflow(), readProof("c2", "a1"));
    await().atMost(PATIENCE).until(() -> outcomes().size() == 2);

    var dead = records.values(topics.deadCommands());
    assertThat(dead).hasSize(1);
    assertThat(dead.getFirst().getCommand().getCommandId()).isEqualTo("c1");
    assertThat(dead.getFirst().getReason()).isEqualTo("Ziflow refused it with 422: no such thing");
    assertThat(dead.getFirst().getAttempts()).hasSize(1);
    assertThat(dead.getFirst().getNextStep()).isNotBlank();
    assertThat(outcomes())
        .extracting(Outcome::getStatus)
        .containsExactly(OutcomeStatus.DEAD, OutcomeStatus.DONE);
  }

  @Test
  void an_unsupported_kind_is_dead_and_unreadable_bytes_are_skipped() {
    loop("one");
    records.send(topics.commandLanes().ziflow(), null, "a1", new byte[] {1, 2, 3});
    send(
        topics.commandLanes().ziflow(),
        CommandFixtures.command("u1", "a1", CommandKind.UNKNOWN).build());
    send(topics.commandLanes().ziflow(), readProof("c1", "a1"));
    await().atMost(PATIENCE).until(() -> outcomes().size() == 2);

    assertThat(records.values(topics.deadCommands()))
        .extracting(DeadCommand::getReason)
        .containsExactly("these workers do not support this kind of command");
    assertThat(health.unreadableRecords()).isEqualTo(1);
    await().atMost(PATIENCE).until(metrics::isBalanced);
  }

  @Test
  void a_loop_whose_producer_is_fenced_restarts_and_loses_nothing() throws InterruptedException {
    var reached = remote.stallAt(StallPoint.AFTER_EFFECT);
    loop("one");
    send(topics.commandLanes().ziflow(), createProof("c1", "a1"));
    assertReached(reached);
    try (var other = new KafkaClients(kafka, "workers", "one").producer()) {
      other.initTransactions();
    }
    send(topics.commandLanes().ziflow(), readProof("c2", "a2"));
    await().atMost(PATIENCE).until(() -> outcomes().size() == 2);

    assertThat(metrics.restarts()).isEqualTo(1);
    assertThat(health.failure()).isEmpty();
    assertThat(remote.created).hasSize(1);
    assertThat(remote.log).contains("look up c1");
  }

  @Test
  void a_second_instance_executes_only_commands_that_the_first_had_not_done() {
    loop("one");
    IntStream.range(0, 10)
        .forEach(i -> send(topics.commandLanes().ziflow(), createProof("c" + i, "a" + i)));
    await().atMost(PATIENCE).until(() -> !outcomes().isEmpty());
    loop("two");
    IntStream.range(10, 20)
        .forEach(i -> send(topics.commandLanes().ziflow(), createProof("c" + i, "a" + i)));
    await().atMost(PATIENCE.plusSeconds(20)).until(() -> outcomes().size() >= 20);

    assertThat(remote.created).hasSize(20).doesNotHaveDuplicates();
    assertThat(outcomes()).extracting(Outcome::getCommandId).doesNotHaveDuplicates();
  }

  private CommandLoopSupervisor loop(String instance) {
    var settings =
        new CommandLoopSettings(
            instance,
            "test",
            16,
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            List.of(Duration.ofMillis(100), Duration.ofMillis(200)),
            3,
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            Duration.ofMillis(300),
            Duration.ofSeconds(1),
            500,
            Duration.ofSeconds(2),
            Duration.ofMillis(300));
    var kafkaClients = new KafkaClients(TestTopics.withFastHeartbeat(kafka), "workers", instance);
    var loop =
        new CommandLoopSupervisor(
            topics,
            kafkaClients,
            settings,
            remote.workers(),
            Map.of(),
            CommandFixtures.nothingPaused(),
            Clocks.system(),
            health,
            metrics,
            Tracing.off());
    loop.start();
    loops.add(loop);
    return loop;
  }

  private static void assertReached(CountDownLatch point) throws InterruptedException {
    assertThat(point.await(PATIENCE.toSeconds(), SECONDS)).isTrue();
  }

  private List<Outcome> outcomes() {
    return records.values(topics.outcomes());
  }

  private void send(Topic<String, Command> lane, Command command) {
    records.send(lane, command.getAssetId(), command);
  }

  private void send(Topic<String, Command> lane, int partition, Command command) {
    records.send(
        lane,
        partition,
        command.getAssetId(),
        lane.values().serializer().serialize(lane.name(), command));
  }
}
