package io.proofline.workers.loop;

import io.proofline.schemas.Topics;
import io.proofline.schemas.Tracing;
import io.proofline.workers.call.Access;
import io.proofline.workers.call.Api;
import io.proofline.workers.loop.LoopMetrics.End;
import io.proofline.workers.loop.LoopMetrics.Standing;
import io.proofline.workers.work.Time;
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
final class Turns implements AutoCloseable, ConsumerRebalanceListener {

  private static final Duration SOON = Duration.ofMillis(10);
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration REPORT = Duration.ofSeconds(1);

  /** Polls of one turn, each of which fills a backlog or empties what was fetched. */
  private static final int MOST_POLLS = 200;

  private final Map<String, Lane> lanes;
  private final LoopSettings settings;
  private final Time time;
  private final LoopMetrics metrics;

  private final Consumer<String, byte[]> consumer;
  private final Producer<String, byte[]> producer;
  private final TakeOver takeOver;
  private final Books books;
  private final Calls calls;
  private final Gates gates;
  private final Holdings holdings = new Holdings();
  private final Protection protection = new Protection();
  private final Blame blame = new Blame();
  private final Taking taking;
  private final Following following;
  private final Choice choice;
  private long reportAt;
  private boolean closing;

  Turns(
      Topics topics,
      Clients clients,
      LoopSettings settings,
      List<Worker> workers,
      Map<Api, Access> accesses,
      Time time,
      LoopHealth health,
      LoopMetrics metrics,
      Tracing tracing) {
    this.lanes = Lane.of(topics);
    this.settings = settings;
    this.time = time;
    this.metrics = metrics;
    this.books = new Books(topics, new Endings(settings), protection, time, metrics);
    this.gates = new Gates(settings, time, health, accesses);
    this.calls = new Calls(settings.shares(), time, tracing);
    this.takeOver =
        new TakeOver(
            topics, () -> clients.reader("ledger"), () -> clients.uncommitted("ledger-end"), time);
    this.taking =
        new Taking(
            new Reading(workers), settings, holdings, protection, books, time, health, metrics);
    this.following = new Following(new Course(settings), holdings, gates, blame, books, time);
    this.choice = new Choice(holdings, protection, gates, blame, calls, books, time);
    this.reportAt = time.after(Duration.ZERO);
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
    poll();
    calls.drain().forEach(following::follow);
    choice.beginWhatMay();
    commit();
    restAndGoOn();
    report();
  }

  /** One of the last turns: begins nothing. False when nothing is under way any more. */
  boolean lastTurn() {
    consumer.pause(consumer.assignment());
    consumer.poll(SOON);
    calls.drain().forEach(following::follow);
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
    var numbers = assigned.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    var found = takeOver.read(numbers);
    protection.remember(found.protective());
    long lookUpFrom = time.after(settings.takeOverWait());
    for (TopicPartition partition : assigned) {
      holdings.hold(
          new Backlog(
              lane(partition.topic()),
              partition,
              committed.get(partition),
              found.started(partition.partition()),
              lookUpFrom));
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    if (!closing) {
      calls.drain().forEach(following::follow);
      books.startNothing();
      commit();
    }
    onPartitionsLost(revoked);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    for (TopicPartition partition : lost) {
      holdings
          .lose(partition)
          .ifPresent(backlog -> metrics.ended(partition.topic(), End.DROPPED, backlog.size()));
    }
    taking.forget(lost);
    protection.forget(work -> !holdings.have(work));
    blame.forgetFailing();
    gates.forgetWithheld();
    books.forget(work -> !holdings.have(work));
  }

  /**
   * Takes all that was fetched, so that nothing begins while what is more urgent lies unread behind
   * a backlog.
   */
  private void poll() {
    var polled = consumer.poll(patience());
    for (int polls = 1; !polled.isEmpty(); polls++) {
      take(polled);
      rest();
      if (polls == MOST_POLLS) {
        return;
      }
      polled = consumer.poll(Duration.ZERO);
    }
  }

  /** The urgent last: what came with them came before them. */
  private void take(ConsumerRecords<String, byte[]> polled) {
    StreamSupport.stream(polled.spliterator(), false)
        .sorted(Comparator.comparing(this::urgency).reversed())
        .forEach(this::take);
  }

  private Urgency urgency(ConsumerRecord<String, byte[]> record) {
    return lane(record.topic()).urgency();
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    if (!taking.take(record)) {
      consumer.seek(new TopicPartition(record.topic(), record.partition()), record.offset());
    }
  }

  /** All that started, ended or moved since the last turn, whole or not at all. */
  private void commit() {
    long latest = time.after(settings.leaveWithin());
    books
        .commit(holdings.all(), producer, consumer.groupMetadata())
        .forEach(work -> calls.beginCreating(work, latest));
  }

  private Set<TopicPartition> rest() {
    var resting = new HashSet<TopicPartition>();
    holdings.all().stream()
        .filter(this::mustRest)
        .map(backlog -> backlog.partition)
        .forEach(resting::add);
    consumer.pause(resting);
    return resting;
  }

  private void restAndGoOn() {
    taking.tryRegistryAgain();
    var resting = rest();
    consumer.resume(
        consumer.paused().stream().filter(partition -> !resting.contains(partition)).toList());
  }

  private boolean mustRest(Backlog backlog) {
    var lane = backlog.lane;
    return backlog.isFull(lane.urgency().backlog(settings.backlog()))
        || taking.waitsForRegistry(backlog.partition)
        || (!isAlwaysRead(lane) && lane.api().filter(this::isClosed).isPresent());
  }

  /** What forbids something is to be known before the gate opens again. */
  private static boolean isAlwaysRead(Lane lane) {
    return lane.urgency() == Urgency.URGENT;
  }

  private boolean isClosed(Api api) {
    return gates.state(api) == Gates.State.CLOSED;
  }

  private void report() {
    if (!time.isPast(reportAt)) {
      return;
    }
    reportAt = time.after(REPORT);
    lanes.keySet().forEach(lane -> metrics.stands(lane, standing(lane)));
    metrics.ledger(holdings.entries());
    List.of(Api.values()).forEach(api -> metrics.gate(api, gates.state(api).number));
  }

  private Standing standing(String lane) {
    long lag =
        consumer.assignment().stream()
            .filter(partition -> partition.topic().equals(lane))
            .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
            .sum();
    var age = holdings.oldest(lane).map(asked -> Duration.between(asked, time.now()));
    return new Standing(holdings.open(lane), lag, age.orElse(Duration.ZERO));
  }

  /** Short while something is under way: its end is to be on record soon. */
  private Duration patience() {
    return calls.isIdle() && !choice.isSomethingDue() ? IDLE : SOON;
  }

  private Lane lane(String topic) {
    var lane = lanes.get(topic);
    if (lane == null) {
      throw new IllegalStateException(topic + " is no lane");
    }
    return lane;
  }
}
