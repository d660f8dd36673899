package io.proofline.workers.loop;

import io.proofline.schemas.RegistryUnavailable;
import io.proofline.schemas.avro.Command;
import io.proofline.workers.loop.LoopMetrics.End;
import io.proofline.workers.work.Time;
import io.proofline.workers.work.Worker;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a record to a command in our hands. Only the poll thread touches it. */
final class Taking {

  private static final Logger LOG = LoggerFactory.getLogger(Taking.class);
  private static final Duration OLD = Duration.ofHours(1);
  private static final Duration REGISTRY_PAUSE = Duration.ofSeconds(2);

  private final Reading reading;
  private final LoopSettings settings;
  private final Holdings holdings;
  private final Protection protection;
  private final Books books;
  private final Time time;
  private final LoopHealth health;
  private final LoopMetrics metrics;
  private final Map<TopicPartition, Long> unreadableUntil = new HashMap<>();

  Taking(
      Reading reading,
      LoopSettings settings,
      Holdings holdings,
      Protection protection,
      Books books,
      Time time,
      LoopHealth health,
      LoopMetrics metrics) {
    this.reading = reading;
    this.settings = settings;
    this.holdings = holdings;
    this.protection = protection;
    this.books = books;
    this.time = time;
    this.health = health;
    this.metrics = metrics;
  }

  /**
   * Takes a record.
   *
   * @return whether it can be said what is in it; if not, its partition waits and is read again
   *     from here
   */
  boolean take(ConsumerRecord<String, byte[]> record) {
    var partition = new TopicPartition(record.topic(), record.partition());
    var backlog = holdings.of(partition);
    if (backlog.isEmpty() || unreadableUntil.containsKey(partition)) {
      return true; // what waits for the registry is polled again
    }
    try {
      var command = Reading.command(backlog.get().lane.topic(), record.value());
      metrics.polled(record.topic());
      take(backlog.get(), record, command);
      return true;
    } catch (RegistryUnavailable e) {
      LOG.warn("{} waits: {}", partition, e.getMessage());
      unreadableUntil.put(partition, time.after(REGISTRY_PAUSE));
      return false;
    }
  }

  boolean waitsForRegistry(TopicPartition partition) {
    return unreadableUntil.containsKey(partition);
  }

  void tryRegistryAgain() {
    unreadableUntil.values().removeIf(time::isPast);
  }

  void forget(Collection<TopicPartition> lost) {
    unreadableUntil.keySet().removeAll(lost);
  }

  private void take(
      Backlog backlog, ConsumerRecord<String, byte[]> record, Optional<Command> command) {
    if (backlog.hasEnded(record.offset())) {
      skip(backlog, record);
    } else if (command.isPresent()) {
      take(work(backlog, record, command.get()));
    } else {
      passOver(backlog, record);
    }
  }

  private void take(Work work) {
    work.backlog.take(work);
    protection.take(work).forEach(this::overtaken);
  }

  private void overtaken(Work work) {
    var now = time.now();
    books.conclude(work, Next.Overtaken.of(work), now, now);
  }

  private Work work(Backlog backlog, ConsumerRecord<String, byte[]> record, Command command) {
    var worker = reading.worker(command, backlog.lane.apiOfTheUnserved());
    boolean wasStarted = backlog.wasStarted(command.getCommandId());
    var key = record.key() == null ? command.getAssetId() : record.key();
    var step = firstStep(worker, command, wasStarted || isOld(command));
    // a predecessor's call may still be on its way; a person's retry comes long after it
    int lookUps = wasStarted ? Math.max(1, settings.lookUpWaits().size()) : 1;
    var progress = step == Step.LOOK_UP ? Progress.lookingUp(lookUps) : Progress.FRESH;
    var work = new Work(backlog, record.offset(), key, command, worker, step, progress);
    work.entered = wasStarted;
    work.notBefore = wasStarted ? lookUpFrom(backlog, worker) : time.nanos().getAsLong();
    return work;
  }

  /** When nothing that a predecessor began can have an effect any more. */
  private long lookUpFrom(Backlog backlog, Worker worker) {
    return worker instanceof Worker.Creating creating
        ? creating
            .longestCreation()
            .map(longest -> time.after(settings.leaveWithin().plus(longest)))
            .filter(later -> later - backlog.lookUpFrom > 0)
            .orElse(backlog.lookUpFrom)
        : backlog.lookUpFrom;
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
}
