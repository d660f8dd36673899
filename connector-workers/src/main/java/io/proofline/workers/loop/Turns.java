package io.proofline.workers.loop;

import io.proofline.schemas.RegistryUnavailable;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.LedgerEntry;
import io.proofline.workers.call.ApiError.Remedy;
import io.proofline.workers.loop.Arrived.How;
import io.proofline.workers.loop.LoopMetrics.End;
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Time;
import io.proofline.workers.work.Worker;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a consumer and a producer, turn by turn, on one thread:
 *
 * <pre>
 * poll ── take ── what came back ── begin what may begin ── one transaction ── creating calls leave
 * </pre>
 *
 * Whatever breaks a turn ends this life; the next one reads what is on record. Past 300 lines
 * because the order of these few things is the point, and is read in one place.
 */
final class Turns implements AutoCloseable, ConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
  private static final Duration SOON = Duration.ofMillis(10);
  private static final Duration OLD = Duration.ofHours(1);
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration REGISTRY_PAUSE = Duration.ofSeconds(2);

  private final Map<String, Lane> lanes;
  private final LoopSettings settings;
  private final Reading reading;
  private final Time time;
  private final LoopHealth health;
  private final LoopMetrics metrics;

  private final Consumer<String, byte[]> consumer;
  private final Producer<String, byte[]> producer;
  private final Supplier<Consumer<String, byte[]>> ledgerReader;
  private final Ledger ledger;
  private final Course course;
  private final Books books;
  private final Gates gates;
  private final Calls calls;

  private final Map<TopicPartition, Backlog> backlogs = new HashMap<>();
  private final Map<TopicPartition, Long> unreadableUntil = new HashMap<>();
  private boolean closing;

  Turns(
      Topics topics,
      Clients clients,
      LoopSettings settings,
      List<Worker> workers,
      Time time,
      LoopHealth health,
      LoopMetrics metrics) {
    this.lanes = Lane.of(topics);
    this.settings = settings;
    this.reading = new Reading(workers);
    this.time = time;
    this.health = health;
    this.metrics = metrics;
    this.ledger = new Ledger(topics.ledger());
    this.course = new Course(settings);
    this.books = new Books(topics, new Endings(settings), time, metrics);
    this.gates = new Gates(settings, time, health);
    this.calls = new Calls(settings.concurrencyPerApi(), time);
    this.ledgerReader = () -> clients.reader("ledger");
    this.producer = clients.producer();
    this.consumer = clients.member();
  }

  /** Fences an earlier life of this name, and joins the group. */
  void open() {
    producer.initTransactions();
    consumer.subscribe(lanes.keySet(), this);
  }

  /** One turn. */
  void turn() {
    consumer.poll(patience()).forEach(this::take);
    calls.drain().forEach(this::arrived);
    beginWhatMay();
    commit();
    pauseAndResume();
  }

  /** One of the last turns: begins nothing. False when nothing is under way any more. */
  boolean lastTurn() {
    consumer.pause(consumer.assignment());
    consumer.poll(SOON);
    calls.drain().forEach(this::arrived);
    books.startNothing();
    commit();
    return !calls.isIdle();
  }

  /** Ends this life. What is under way is interrupted, and not recorded. */
  @Override
  public void close() {
    closing = true;
    calls.close();
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
    var started = started(assigned);
    long lookUpFrom = time.after(settings.takeOverWait());
    for (TopicPartition partition : assigned) {
      var entries = new HashMap<>(started.getOrDefault(partition.partition(), Map.of()));
      backlogs.put(
          partition, new Backlog(partition, committed.get(partition), entries, lookUpFrom));
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    if (!closing) {
      calls.drain().forEach(this::arrived);
      books.startNothing();
      commit();
    }
    onPartitionsLost(revoked);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    for (TopicPartition partition : lost) {
      var backlog = backlogs.remove(partition);
      if (backlog != null) {
        metrics.ended(partition.topic(), End.DROPPED, backlog.size());
      }
    }
    unreadableUntil.keySet().removeAll(lost);
    books.forget(work -> !isOurs(work));
  }

  private Map<Integer, Map<String, LedgerEntry>> started(Collection<TopicPartition> assigned) {
    var numbers = assigned.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    try (var reader = ledgerReader.get()) {
      return ledger.read(reader, numbers);
    }
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    var partition = new TopicPartition(record.topic(), record.partition());
    var backlog = backlogs.get(partition);
    if (backlog == null || unreadableUntil.containsKey(partition)) {
      return; // what waits for the registry is polled again
    }
    try {
      var command = Reading.command(lane(record.topic()).topic(), record.value());
      metrics.polled(record.topic());
      take(backlog, record, command);
    } catch (RegistryUnavailable e) {
      waitForRegistry(partition, record.offset(), e);
    }
  }

  private void take(
      Backlog backlog, ConsumerRecord<String, byte[]> record, Optional<Command> command) {
    if (backlog.hasEnded(record.offset())) {
      skip(backlog, record);
    } else if (command.isPresent()) {
      backlog.take(work(backlog, record, command.get()));
    } else {
      passOver(backlog, record);
    }
  }

  private Work work(Backlog backlog, ConsumerRecord<String, byte[]> record, Command command) {
    var worker = reading.worker(command, lane(record.topic()).api());
    boolean wasStarted = backlog.wasStarted(command.getCommandId());
    var key = record.key() == null ? command.getAssetId() : record.key();
    var step = firstStep(worker, command, wasStarted || isOld(command));
    // a predecessor's call may still be on its way; a person's retry comes long after it
    int lookUps = wasStarted ? Math.max(1, settings.lookUpWaits().size()) : 1;
    var progress = step == Step.LOOK_UP ? Progress.lookingUp(lookUps) : Progress.FRESH;
    var work = new Work(backlog, record.offset(), key, command, worker, step, progress);
    work.entered = wasStarted;
    work.notBefore = wasStarted ? backlog.lookUpFrom : time.nanos().getAsLong();
    return work;
  }

  /** Kafka forgets the offsets of a group that was away for long; its commands may all be done. */
  private boolean isOld(Command command) {
    return command.getEnvelope().getReceivedAt().isBefore(time.now().minus(OLD));
  }

  private static Step firstStep(Worker worker, Command command, boolean mayBeMade) {
    return switch (worker) {
      case Worker.Calling _ -> Step.CALL;
      case Worker.Creating _ -> mayBeMade || command.getAttempt() > 1 ? Step.LOOK_UP : Step.PREPARE;
    };
  }

  /**
   * A record in which no command can be read. It can't become a dead letter, which holds a command;
   * so it is logged by its place, counted in health and metrics, and passed.
   */
  private void passOver(Backlog backlog, ConsumerRecord<String, byte[]> record) {
    LOG.error(
        "No command can be read in {}-{} at offset {}; it is passed over",
        record.topic(),
        record.partition(),
        record.offset());
    health.passedUnreadable();
    skip(backlog, record);
  }

  private void skip(Backlog backlog, ConsumerRecord<String, byte[]> record) {
    metrics.ended(record.topic(), End.SKIPPED, 1);
    backlog.skip(record.offset());
  }

  /** The partition stays where it is until the registry answers. */
  private void waitForRegistry(TopicPartition partition, long offset, RegistryUnavailable cause) {
    LOG.warn("{} waits: {}", partition, cause.getMessage());
    consumer.seek(partition, offset);
    unreadableUntil.put(partition, time.after(REGISTRY_PAUSE));
  }

  private void arrived(Arrived back) {
    var work = back.work();
    if (!isOurs(work)) {
      return; // its partition has another owner now, whom the ledger tells
    }
    switch (back.how()) {
      case How.NotLeft() -> go(work, Step.START, Duration.ZERO);
      case How.Ended(var ending) -> {
        work.record(back.began(), back.step() + ": " + Answers.text(ending));
        heed(back, ending);
        var taken = course.after(back.step(), ending, work.progress);
        work.progress = taken.progress();
        follow(back, taken.next());
      }
    }
  }

  private void heed(Arrived back, Ending ending) {
    switch (ending) {
      case Ending.Finished _, Ending.Ready _ -> gates.succeeded(back.api());
      case Ending.Refused(var error) when error.remedy() == Remedy.GIVE_UP ->
          gates.succeeded(error.api());
      case Ending.Refused _, Ending.NotYet _, Ending.Hopeless _ -> {}
    }
  }

  private void follow(Arrived back, Next next) {
    switch (next) {
      case Next.Go(var step, var pause) -> go(back.work(), step, pause);
      case Next.Hold(var step, var because) -> {
        gates.close(because);
        go(back.work(), step, Duration.ZERO);
      }
      case Next.End end -> books.conclude(back, end);
    }
  }

  private void go(Work work, Step step, Duration pause) {
    work.step = step;
    work.notBefore = time.after(pause);
  }

  private void beginWhatMay() {
    heads()
        .filter(work -> !work.running && !books.hold(work) && time.isPast(work.notBefore))
        .toList()
        .forEach(this::begin);
  }

  private void begin(Work work) {
    var api = work.api();
    if (!gates.isOpen(api) || !calls.hasRoom(api, books.startingFor(api))) {
      return;
    }
    if (work.step == Step.START) {
      books.start(work);
    } else {
      calls.begin(work);
    }
  }

  /** All that started, ended or moved since the last turn, whole or not at all. */
  private void commit() {
    long latest = time.after(settings.leaveWithin());
    books
        .commit(backlogs.values(), producer, consumer.groupMetadata())
        .forEach(work -> calls.beginCreating(work, latest));
  }

  private void pauseAndResume() {
    unreadableUntil.values().removeIf(time::isPast);
    var paused = new HashSet<TopicPartition>();
    backlogs.values().stream()
        .filter(this::mustRest)
        .map(backlog -> backlog.partition)
        .forEach(paused::add);
    consumer.pause(paused);
    consumer.resume(
        consumer.paused().stream().filter(partition -> !paused.contains(partition)).toList());
    lanes.keySet().forEach(lane -> metrics.open(lane, openIn(lane)));
  }

  private boolean mustRest(Backlog backlog) {
    return backlog.isFull(settings.backlog())
        || !gates.isOpen(lane(backlog.partition.topic()).api())
        || unreadableUntil.containsKey(backlog.partition);
  }

  private int openIn(String lane) {
    return backlogs.values().stream()
        .filter(backlog -> backlog.partition.topic().equals(lane))
        .mapToInt(Backlog::size)
        .sum();
  }

  /** Short while something is under way: its end is to be on record soon. */
  private Duration patience() {
    if (!calls.isIdle()) {
      return SOON;
    }
    boolean due = heads().anyMatch(work -> time.isPast(work.notBefore) && gates.isOpen(work.api()));
    return due ? SOON : IDLE;
  }

  private Stream<Work> heads() {
    return backlogs.values().stream().flatMap(Backlog::heads);
  }

  private boolean isOurs(Work work) {
    return backlogs.get(work.backlog.partition) == work.backlog;
  }

  private Lane lane(String topic) {
    var lane = lanes.get(topic);
    if (lane == null) {
      throw new IllegalStateException(topic + " is no lane");
    }
    return lane;
  }
}
