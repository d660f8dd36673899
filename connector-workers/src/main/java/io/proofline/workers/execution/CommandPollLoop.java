package io.proofline.workers.execution;

import io.proofline.schemas.SkippingDecoder;
import io.proofline.schemas.Topics;
import io.proofline.schemas.Tracing;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.Credentials;
import io.proofline.workers.execution.CommandLoopMetrics.LaneStatus;
import io.proofline.workers.kafka.KafkaClients;
import io.proofline.workers.switches.SwitchTable;
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
 * The poll loop of one consumer and one transactional producer, on one thread. Each cycle:
 *
 * <pre>
 * poll ── receive ── handle ended steps ── start steps ── commit one transaction ── send creating calls
 * </pre>
 *
 * An exception ends the loop; its successor recovers from committed records.
 *
 * <p>Longer than 300 lines because a cycle has many steps, all of which use the same consumer and
 * producer.
 */
final class CommandPollLoop implements AutoCloseable, ConsumerRebalanceListener {

  private static final Duration BUSY_POLL_TIMEOUT = Duration.ofMillis(10);
  private static final Duration IDLE_POLL_TIMEOUT = Duration.ofMillis(100);
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(1);

  /** Most polls of one cycle, each of which fills a queue or drains the fetched records. */
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
  private final SwitchTable switches;
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
      Map<Api, Credentials> credentials,
      SwitchTable switches,
      Clocks clocks,
      CommandLoopHealth health,
      CommandLoopMetrics metrics,
      SkippingDecoder ledgerDecoder,
      Tracing tracing) {
    this.lanes = CommandLane.of(topics);
    this.settings = settings;
    this.clocks = clocks;
    this.metrics = metrics;
    this.switches = switches;
    this.outcomeTransaction =
        new OutcomeTransaction(
            topics, new OutcomeRecords(settings), withdrawalGuard, clocks, metrics);
    this.breakers = new CircuitBreakers(settings, clocks, health, credentials);
    this.stepExecutor = new StepExecutor(settings.concurrencyLimits(), clocks, tracing);
    this.recovery =
        new PartitionRecovery(
            topics,
            () -> kafkaClients.reader("ledger"),
            () -> kafkaClients.uncommittedReader("ledger-end"),
            ledgerDecoder,
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
            switches,
            attribution,
            stepExecutor,
            outcomeTransaction,
            clocks);
    this.nextReportAt = clocks.deadlineAfter(Duration.ZERO);
    this.producer = kafkaClients.producer();
    this.consumer = kafkaClients.groupConsumer();
  }

  /** Fences an earlier producer of the same transactional id, and joins the group. */
  void open() {
    producer.initTransactions();
    consumer.subscribe(lanes.keySet(), this);
  }

  /** One cycle. */
  void runOnce() {
    poll();
    stepExecutor.drainCompleted().forEach(completionHandler::handle);
    scheduler.startEligible();
    commit();
    pauseAndResume();
    report();
  }

  /** One of the last cycles, which starts no step. Returns whether steps are still in flight. */
  boolean drainOnce() {
    consumer.pause(consumer.assignment());
    consumer.poll(BUSY_POLL_TIMEOUT);
    stepExecutor.drainCompleted().forEach(completionHandler::handle);
    outcomeTransaction.discardStarts();
    commit();
    return !stepExecutor.isIdle();
  }

  /** Ends the loop. Steps in flight are interrupted, and their results are not recorded. */
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
    // waits for an open transaction of the old owner, so the ledger is complete when it is read
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
          .ifPresent(queue -> metrics.recordDropped(partition.topic(), queue.size()));
    }
    receiver.forget(lost);
    withdrawalGuard.removeIf(run -> !partitions.owns(run));
    attribution.clearFailing();
    breakers.clearAllForbidden();
    outcomeTransaction.discardIf(run -> !partitions.owns(run));
  }

  /**
   * Receives all fetched records, so that no step starts while a more urgent command is fetched but
   * not received.
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

  /** Urgent lanes last: their withdrawals then overtake older commands of the same poll. */
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

  /** Commits the starts, outcomes and offsets since the last cycle in one transaction. */
  private void commit() {
    long deadline = clocks.deadlineAfter(settings.leaveWithin());
    outcomeTransaction
        .commit(partitions.all(), producer, consumer.groupMetadata())
        .forEach(run -> stepExecutor.executeCreate(run, deadline));
  }

  private Set<TopicPartition> pauseFullPartitions() {
    var full = new HashSet<TopicPartition>();
    partitions.all().stream()
        .filter(this::mustPause)
        .map(queue -> queue.partition())
        .forEach(full::add);
    consumer.pause(full);
    return full;
  }

  private void pauseAndResume() {
    receiver.retryRegistry();
    var full = pauseFullPartitions();
    consumer.resume(
        consumer.paused().stream().filter(partition -> !full.contains(partition)).toList());
  }

  private boolean mustPause(PartitionQueue queue) {
    var commandLane = queue.lane();
    return queue.isFull(commandLane.priority().queueLimit(settings.queueLimit()))
        || receiver.waitsForRegistry(queue.partition())
        || (!isAlwaysRead(commandLane) && commandLane.api().filter(this::isClosedOff).isPresent());
  }

  /** Withdrawals must be known before the breaker closes or the API is resumed. */
  private static boolean isAlwaysRead(CommandLane commandLane) {
    return commandLane.priority() == LanePriority.URGENT;
  }

  private boolean isClosedOff(Api api) {
    return breakers.state(api) == CircuitBreakers.State.OPEN || switches.isPaused(api);
  }

  private void report() {
    if (!clocks.isPast(nextReportAt)) {
      return;
    }
    nextReportAt = clocks.deadlineAfter(REPORT_INTERVAL);
    lanes.keySet().forEach(lane -> metrics.recordLaneStatus(lane, laneStatus(lane)));
    metrics.recordLedgerEntries(partitions.ledgerEntries());
    List.of(Api.values())
        .forEach(api -> {
          metrics.recordBreakerState(api, breakers.state(api).number);
          metrics.recordPaused(api, switches.isPaused(api));
        });
  }

  private LaneStatus laneStatus(String lane) {
    long lag =
        consumer.assignment().stream()
            .filter(partition -> partition.topic().equals(lane))
            .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
            .sum();
    var age =
        partitions.oldestIssuedAt(lane).map(issuedAt -> Duration.between(issuedAt, clocks.now()));
    return new LaneStatus(partitions.openCommands(lane), lag, age.orElse(Duration.ZERO));
  }

  /** Short while steps are in flight, so that their outcomes are committed soon. */
  private Duration pollTimeout() {
    return stepExecutor.isIdle() && !scheduler.hasDueCommand()
        ? IDLE_POLL_TIMEOUT
        : BUSY_POLL_TIMEOUT;
  }

  private CommandLane lane(String topic) {
    var commandLane = lanes.get(topic);
    if (commandLane == null) {
      throw new IllegalStateException(topic + " is not a command lane");
    }
    return commandLane;
  }
}
