package io.proofline.workers.execution;

import static io.proofline.workers.execution.CommandFixtures.createProof;
import static io.proofline.workers.execution.CommandFixtures.readProof;
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
import io.proofline.schemas.avro.Outcome;
import io.proofline.schemas.avro.OutcomeStatus;
import io.proofline.workers.TestTopics;
import io.proofline.workers.execution.ProcessPause.PausePoint;
import io.proofline.workers.execution.ScriptedApis.StallPoint;
import io.proofline.workers.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Checks several instances with a real broker: one is paused until the group has removed it and
 * resumes, or is killed during a rebalance. Each command is done once.
 */
@Execution(ExecutionMode.CONCURRENT)
class RebalanceIT {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration LEAVE_WITHIN = Duration.ofSeconds(1);
  private static final Duration TAKE_OVER_WAIT = Duration.ofMillis(1_500);
  private static final Duration LONG_TAKE_OVER_WAIT = Duration.ofHours(1);

  private final KafkaConnection kafka =
      KafkaForTests.connection("handover-" + UUID.randomUUID().toString().substring(0, 8) + ".");
  private final HttpSchemaRegistry registry = kafka.openRegistry();
  private final Topics topics = kafka.topics(registry);
  private final Topic<String, Command> lane = topics.commandLanes().ziflow();
  private final TestTopics records = new TestTopics(kafka);
  private final ScriptedApis remote = new ScriptedApis();
  private final List<Instance> instances = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();

  @AfterEach
  void end() {
    instances.forEach(instance -> instance.processPause.resume());
    instances.forEach(instance -> instance.loop.stop());
    records.close();
    registry.close();
  }

  @ParameterizedTest(name = "paused {0}")
  @EnumSource(
      value = PausePoint.class,
      names = {
        "BEFORE_STARTED",
        "BETWEEN_STARTED_AND_THE_CALL",
        "BEFORE_THE_CALL",
        "BEFORE_THE_OUTCOME"
      })
  void an_instance_that_resumes_after_it_lost_its_partitions_repeats_nothing(PausePoint pausePoint)
      throws InterruptedException {
    var zombie = instance("one");
    var standsStill = zombie.processPause.pauseAt(pausePoint);
    send(0, createProof("c1", "a1"));
    assertReached(standsStill);
    instance("two");
    await().atMost(PATIENCE).until(() -> outcomes().size() == 1);

    zombie.processPause.resume();
    awaitServing(zombie);

    assertEachDoneOnce();
    assertThat(remote.log).containsOnlyOnce("create c1");
  }

  @ParameterizedTest(name = "its call stays {0}")
  @EnumSource(
      value = StallPoint.class,
      names = {"BEFORE_EFFECT", "AFTER_EFFECT"})
  void an_instance_that_is_killed_during_revocation(StallPoint stallPoint)
      throws InterruptedException {
    var first = instance("one");
    var underWay = remote.stallAt(stallPoint);
    send(0, createProof("c1", "a1"));
    assertReached(underWay);
    var revokes = first.processPause.pauseAt(PausePoint.IN_REVOCATION);
    instance("two");
    assertReached(revokes);
    first.die();

    assertEachDoneOnce();
  }

  @Test
  void an_instance_that_is_killed_during_assignment() throws InterruptedException {
    instance("one");
    var underWay = remote.stallAt(StallPoint.AFTER_EFFECT);
    send(3, createProof("c1", "a1"));
    assertReached(underWay);
    var second = new Instance("two");
    var assigned = second.processPause.pauseAt(PausePoint.IN_ASSIGNMENT);
    second.start();
    assertReached(assigned);
    second.die();

    assertEachDoneOnce();
  }

  @Test
  void an_instance_that_is_killed_between_revocation_and_assignment() throws InterruptedException {
    var first = instance("one");
    var slow = instance("two");
    awaitServing(first);
    awaitServing(slow);
    var underWay = remote.stallAt(StallPoint.AFTER_EFFECT);
    send(0, createProof("c1", "a1")); // the range assignor gives the first partitions to "one"
    assertReached(underWay);
    int ended = first.metrics.endedOf(lane.name());
    assertReached(slow.processPause.pauseAt(PausePoint.ANYWHERE));
    instance("three");
    // the group waits for the slow one now
    await().atMost(PATIENCE).until(() -> first.metrics.endedOf(lane.name()) > ended);
    first.loop.kill();
    slow.processPause.resume();

    assertEachDoneOnce();
  }

  @Test
  void a_call_in_flight_at_revocation_arrives_before_it_is_looked_up() throws InterruptedException {
    instance("one");
    var underWay = remote.stallAt(StallPoint.BEFORE_EFFECT);
    send(3, createProof("c1", "a1"));
    assertReached(underWay);
    var second = new Instance("two", LONG_TAKE_OVER_WAIT);
    second.start();
    awaitServing(second);
    send(3, readProof("behind", "b3"));
    await().atMost(PATIENCE).until(() -> outcomes().size() == asked.size() - 1);
    assertThat(remote.log).doesNotContain("look up c1");
    remote.releaseAll();
    await().atMost(PATIENCE).until(() -> !remote.created.isEmpty());
    second.processPause.advance(LONG_TAKE_OVER_WAIT);

    assertEachDoneOnce();
    assertThat(remote.log).containsOnlyOnce("create c1").contains("look up c1");
  }

  /** Waits until an instance executes a command. */
  private void awaitServing(Instance instance) {
    int polled = instance.metrics.polledOf(lane.name());
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> {
          for (int partition = 0; partition < lane.partitions(); partition++) {
            send(partition, readProof("r" + asked.size(), "b" + partition));
          }
          return instance.metrics.polledOf(lane.name()) > polled;
        });
  }

  /** Every command has one outcome, and one proof exists. */
  private void assertEachDoneOnce() {
    await().atMost(PATIENCE).until(() -> outcomes().size() >= asked.size());
    assertThat(remote.created).containsExactly(CommandFixtures.marker("a1"));
    assertThat(outcomes())
        .extracting(Outcome::getCommandId)
        .containsExactlyInAnyOrderElementsOf(asked);
    assertThat(outcomes()).extracting(Outcome::getStatus).containsOnly(OutcomeStatus.DONE);
    assertThat(records.openKeys(topics.ledger())).isEmpty();
  }

  private static void assertReached(CountDownLatch point) throws InterruptedException {
    assertThat(point.await(PATIENCE.toSeconds(), SECONDS)).isTrue();
  }

  private List<Outcome> outcomes() {
    return records.values(topics.outcomes());
  }

  private void send(int partition, Command command) {
    var bytes = lane.values().serializer().serialize(lane.name(), command);
    records.send(lane, partition, command.getAssetId(), bytes);
    asked.add(command.getCommandId());
  }

  private Instance instance(String id) {
    var instance = new Instance(id);
    instance.start();
    return instance;
  }

  /** A command loop with its own clock. */
  private final class Instance {

    final ProcessPause processPause = new ProcessPause();
    final InMemoryCommandLoopMetrics metrics = new InMemoryCommandLoopMetrics();
    final CommandLoopSupervisor loop;

    Instance(String id) {
      this(id, TAKE_OVER_WAIT);
    }

    Instance(String id, Duration takeOverWait) {
      loop =
          new CommandLoopSupervisor(
              topics,
              new KafkaClients(impatient(), "workers", id),
              settings(id, takeOverWait),
              remote.workers(),
              Map.of(),
              CommandFixtures.nothingPaused(),
              processPause.clocks(),
              new CommandLoopHealth(),
              processPause.metrics(metrics),
              Tracing.off());
    }

    void start() {
      loop.start();
      instances.add(this);
    }

    /** Ends as a crash does at the point where it is paused. */
    void die() throws InterruptedException {
      var killing = Thread.ofVirtual().start(loop::kill);
      processPause.kill();
      killing.join();
      assertThat(loop.isRunning()).isFalse();
    }

    private static CommandLoopSettings settings(String id, Duration takeOverWait) {
      return new CommandLoopSettings(
          id,
          "test",
          16,
          LEAVE_WITHIN,
          takeOverWait,
          List.of(Duration.ofMillis(100), Duration.ofMillis(200)),
          3,
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          Duration.ofMillis(300),
          Duration.ofSeconds(1),
          500,
          Duration.ofSeconds(2),
          Duration.ofMillis(300));
    }

    /** The group waits three seconds for a member's poll, and six for its heartbeat. */
    private KafkaConnection impatient() {
      return new KafkaConnection(
          kafka.bootstrap(),
          kafka.registry(),
          kafka.prefix(),
          kafka.partitions(),
          Map.of(
              "heartbeat.interval.ms",
              "300",
              "max.poll.interval.ms",
              "3000",
              "session.timeout.ms",
              "6000"));
    }
  }
}
