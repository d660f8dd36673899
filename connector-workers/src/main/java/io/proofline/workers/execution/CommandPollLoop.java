package io.proofline.workers.execution;

import io.proofline.schemas.Topics;
import io.proofline.schemas.Tracing;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.Credentials;
import io.proofline.workers.execution.CommandLoopMetrics.LaneStatus;
import io.proofline.workers.execution.CommandLoopMetrics.RecordOutcome;
import io.proofline.workers.work.Clocks;
import io.proofline.workers.work.Worker;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/**
 * One life of a consumer and a producer, turn by turn, on one thread:
 *
 * <pre>
 * poll ── take ── what came back ── begin what may begin ── one transaction ── creating calls leave
 * </pre>
 *
 * Whatever breaks a turn ends this life; the next one reads what is on record.
 */
final class CommandPollLoop implements AutoCloseable, ConsumerRebalanceListener {

  private static final Duration BUSY_POLL_TIMEOUT = Duration.ofMillis(10);
  private static final Duration IDLE_POLL_TIMEOUT = Duration.ofMillis(100);
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(1);

  /** Polls of one turn, each of which fills a backlog or empties what was fetched. */
  private static final int MAX_POLLS = 200;

  private final Map<String, CommandLane> lanes;
  private final CommandLoopSettings settings;
  private final Clocks clocks;
  private final CommandLoopMetrics metrics;

  private final Consumer<String, byte[]> consumer;
  private final Producer<String, byte[]> producer;
  private final PartitionRecovery recovery;
  private final OutcomeTransaction outcomeTransaction;
  private final StepExecutor stepExecutor;
  private final CircuitBreakers breakers;
  private final AssignedPartitions partitions = new AssignedPartitions();
  private final WithdrawalGuard withdrawalGuard = new WithdrawalGuard();
  private final FailureAttribution attribution = new FailureAttribution();
  private final CommandReceiver receiver;
  private final StepCompletionHandler completionHandler;
  private final CommandScheduler scheduler;
  private long nextReportAt;
  private boolean closing;

  CommandPollLoop(
      Topics topics,
      KafkaClients kafkaClients,
      CommandLoopSettings settings,
      List<Worker> workers,
      Map<Api, Credentials> accesses,
      Clocks clocks,
      CommandLoopHealth health,
      CommandLoopMetrics metrics,
      Tracing tracing) {
    this.lanes = CommandLane.of(topics);
    this.settings = settings;
    this.clocks = clocks;
    this.metrics = metrics;
    this.outcomeTransaction =
        new OutcomeTransaction(
            topics, new OutcomeRecords(settings), withdrawalGuard, clocks, metrics);
    this.breakers = new CircuitBreakers(settings, clocks, health, accesses);
    this.stepExecutor = new StepExecutor(settings.concurrencyLimits(), clocks, tracing);
    this.recovery =
        new PartitionRecovery(
            topics,
            () -> kafkaClients.reader("ledger"),
            () -> kafkaClients.uncommittedReader("ledger-end"),
            clocks);
    this.receiver =
        new CommandReceiver(
            new CommandDecoder(workers),
            settings,
            partitions,
            withdrawalGuard,
            outcomeTransaction,
            clocks,
            health,
            metrics);
    this.completionHandler =
        new StepCompletionHandler(
            new CommandRetryPolicy(settings),
            partitions,
            breakers,
            attribution,
            outcomeTransaction,
            clocks);
    this.scheduler =
        new CommandScheduler(
            partitions,
            withdrawalGuard,
            breakers,
            attribution,
            stepExecutor,
            outcomeTransaction,
            clocks);
    this.nextReportAt = clocks.deadlineAfter(Duration.ZERO);
    this.producer = kafkaClients.producer();
    this.consumer = kafkaClients.groupConsumer();
  }

  /** Fences an earlier life of this name, and joins the group. */
  void open() {
    producer.initTransactions();
    consumer.subscribe(lanes.keySet(), this);
  }

  /** One turn. */
  void runOnce() {
    poll();
    stepExecutor.drainCompleted().forEach(completionHandler::handle);
    scheduler.startEligible();
    commit();
    pauseAndResume();
    report();
  }

  /** One of the last turns: begins nothing. False when nothing is under way any more. */
  boolean drainOnce() {
    consumer.pause(consumer.assignment());
    consumer.poll(BUSY_POLL_TIMEOUT);
    stepExecutor.drainCompleted().forEach(completionHandler::handle);
    outcomeTransaction.discardStarts();
    commit();
    return !stepExecutor.isIdle();
  }

  /** Ends this life. What is under way is interrupted, and not recorded. */
  @Override
  public void close() {
    closing = true;
    stepExecutor.close();
    producer.close(Duration.ZERO);
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    if (assigned.isEmpty()) {
      return;
    }
    // waits for an open transaction of the old owner, so the ledger is read after its last word
    var committed = consumer.committed(Set.copyOf(assigned));
    var numbers = assigned.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    var recoveredState = recovery.read(numbers);
    withdrawalGuard.remember(recoveredState.protective());
    long lookUpFrom = clocks.deadlineAfter(settings.recoveryDelay());
    for (TopicPartition partition : assigned) {
      partitions.add(
          new PartitionQueue(
              lane(partition.topic()),
              partition,
              committed.get(partition),
              recoveredState.started(partition.partition()),
              lookUpFrom));
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    if (!closing) {
      stepExecutor.drainCompleted().forEach(completionHandler::handle);
      outcomeTransaction.discardStarts();
      commit();
    }
    onPartitionsLost(revoked);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    for (TopicPartition partition : lost) {
      partitions
          .remove(partition)
          .ifPresent(
              queue -> metrics.recordEnded(partition.topic(), RecordOutcome.DROPPED, queue.size()));
    }
    receiver.forget(lost);
    withdrawalGuard.removeIf(run -> !partitions.owns(run));
    attribution.clearFailing();
    breakers.clearAllForbidden();
    outcomeTransaction.discardIf(run -> !partitions.owns(run));
  }

  /**
   * Takes all that was fetched, so that nothing begins while what is more urgent lies unread behind
   * a backlog.
   */
  private void poll() {
    var polled = consumer.poll(pollTimeout());
    for (int polls = 1; !polled.isEmpty(); polls++) {
      receive(polled);
      pauseFullPartitions();
      if (polls == MAX_POLLS) {
        return;
      }
      polled = consumer.poll(Duration.ZERO);
    }
  }

  /** The urgent last: what came with them came before them. */
  private void receive(ConsumerRecords<String, byte[]> polled) {
    StreamSupport.stream(polled.spliterator(), false)
        .sorted(Comparator.comparing(this::lanePriority).reversed())
        .forEach(this::receive);
  }

  private LanePriority lanePriority(ConsumerRecord<String, byte[]> record) {
    return lane(record.topic()).priority();
  }

  private void receive(ConsumerRecord<String, byte[]> record) {
    if (!receiver.receive(record)) {
      consumer.seek(new TopicPartition(record.topic(), record.partition()), record.offset());
    }
  }

  /** All that started, ended or moved since the last turn, whole or not at all. */
  private void commit() {
    long latest = clocks.deadlineAfter(settings.leaveWithin());
    outcomeTransaction
        .commit(partitions.all(), producer, consumer.groupMetadata())
        .forEach(run -> stepExecutor.executeCreate(run, latest));
  }

  private Set<TopicPartition> pauseFullPartitions() {
    var resting = new HashSet<TopicPartition>();
    partitions.all().stream()
        .filter(this::mustPause)
        .map(queue -> queue.partition)
        .forEach(resting::add);
    consumer.pause(resting);
    return resting;
  }

  private void pauseAndResume() {
    receiver.retryRegistry();
    var resting = pauseFullPartitions();
    consumer.resume(
        consumer.paused().stream().filter(partition -> !resting.contains(partition)).toList());
  }

  private boolean mustPause(PartitionQueue queue) {
    var commandLane = queue.lane;
    return queue.isFull(commandLane.priority().queueLimit(settings.queueLimit()))
        || receiver.waitsForRegistry(queue.partition)
        || (!isAlwaysRead(commandLane)
            && commandLane.api().filter(this::isBreakerOpen).isPresent());
  }

  /** What forbids something is to be known before the gate opens again. */
  private static boolean isAlwaysRead(CommandLane commandLane) {
    return commandLane.priority() == LanePriority.URGENT;
  }

  private boolean isBreakerOpen(Api api) {
    return breakers.state(api) == CircuitBreakers.State.OPEN;
  }

  private void report() {
    if (!clocks.isPast(nextReportAt)) {
      return;
    }
    nextReportAt = clocks.deadlineAfter(REPORT_INTERVAL);
    lanes.keySet().forEach(lane -> metrics.recordLaneStatus(lane, laneStatus(lane)));
    metrics.recordLedgerEntries(partitions.ledgerEntries());
    List.of(Api.values())
        .forEach(api -> metrics.recordBreakerState(api, breakers.state(api).number));
  }

  private LaneStatus laneStatus(String lane) {
    long lag =
        consumer.assignment().stream()
            .filter(partition -> partition.topic().equals(lane))
            .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
            .sum();
    var age = partitions.oldestIssuedAt(lane).map(asked -> Duration.between(asked, clocks.now()));
    return new LaneStatus(partitions.openCommands(lane), lag, age.orElse(Duration.ZERO));
  }

  /** Short while something is under way: its end is to be on record soon. */
  private Duration pollTimeout() {
    return stepExecutor.isIdle() && !scheduler.hasDueCommand()
        ? IDLE_POLL_TIMEOUT
        : BUSY_POLL_TIMEOUT;
  }

  private CommandLane lane(String topic) {
    var commandLane = lanes.get(topic);
    if (commandLane == null) {
      throw new IllegalStateException(topic + " is no lane");
    }
    return commandLane;
  }
}
