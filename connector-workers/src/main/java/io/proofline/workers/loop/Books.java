package io.proofline.workers.loop;

import io.proofline.schemas.Topics;
import io.proofline.workers.loop.LoopMetrics.End;
import io.proofline.workers.work.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;

/**
 * What one turn has to write: commands that start, commands that ended, offsets that moved. Only
 * the poll thread touches it.
 */
final class Books {

  private final Topics topics;
  private final Endings endings;
  private final Protection protection;
  private final Time time;
  private final LoopMetrics metrics;
  private final List<Work> starting = new ArrayList<>();
  private final List<Concluded> concluded = new ArrayList<>();

  private record Concluded(Work work, Next.End end, Instant began, Instant ended) {}

  Books(Topics topics, Endings endings, Protection protection, Time time, LoopMetrics metrics) {
    this.topics = topics;
    this.protection = protection;
    this.endings = endings;
    this.time = time;
    this.metrics = metrics;
  }

  /** A call that creates: its STARTED entry is to be committed. */
  void start(Work work) {
    starting.add(work);
  }

  /** A command's one end is to be committed. */
  void conclude(Work work, Next.End end, Instant began, Instant ended) {
    work.over = true;
    protection.end(work);
    concluded.add(new Concluded(work, end, began, ended));
  }

  /** Creating calls that leave after the next transaction. */
  Collection<Work> starting() {
    return starting;
  }

  void startNothing() {
    starting.clear();
  }

  void forget(Predicate<Work> lost) {
    starting.removeIf(lost);
    concluded.removeIf(conclusion -> lost.test(conclusion.work()));
  }

  /**
   * Writes all of it in one transaction, or nothing; no transaction when there is nothing.
   *
   * @return those whose entry is on record now
   */
  List<Work> commit(
      Collection<Backlog> backlogs,
      Producer<String, byte[]> producer,
      ConsumerGroupMetadata member) {
    var transaction = new Transaction();
    var touched = new LinkedHashSet<Backlog>();
    starting.forEach(work -> started(work, transaction, touched));
    concluded.forEach(conclusion -> ended(conclusion, transaction, touched));
    backlogs.stream().filter(backlog -> backlog.moved).forEach(touched::add);
    // a partition with an entry and no end carries its unchanged offset: only its owner may
    touched.forEach(
        backlog -> backlog.position().ifPresent(at -> transaction.offset(backlog.partition, at)));
    if (!transaction.isEmpty()) {
      transaction.commit(producer, member);
      touched.forEach(backlog -> backlog.moved = false);
    }
    var mayLeave = List.copyOf(starting);
    starting.clear();
    concluded.clear();
    return mayLeave;
  }

  private void started(Work work, Transaction transaction, Set<Backlog> touched) {
    var now = time.now();
    var partition = work.backlog.partition;
    transaction.add(
        topics.ledger(),
        partition.partition(),
        work.command.getCommandId(),
        endings.started(work, partition.topic(), now),
        now.toEpochMilli());
    work.entered = true;
    touched.add(work.backlog);
  }

  private void ended(Concluded conclusion, Transaction transaction, Set<Backlog> touched) {
    var work = conclusion.work();
    var topic = work.backlog.partition.topic();
    long at = conclusion.ended().toEpochMilli();
    var outcome = endings.outcome(work, conclusion.end(), conclusion.began(), conclusion.ended());
    transaction.add(topics.outcomes(), work.key, outcome, at);
    if (conclusion.end() instanceof Next.Dead dead) {
      var letter = endings.dead(work, topic, dead, conclusion.ended());
      transaction.add(topics.deadCommands(), work.key, letter, at);
    }
    if (work.entered) {
      // the offset that this transaction commits says that the command has ended
      transaction.add(
          topics.ledger(),
          work.backlog.partition.partition(),
          work.command.getCommandId(),
          null,
          at);
    }
    work.backlog.end(work);
    touched.add(work.backlog);
    metrics.ended(topic, counted(conclusion.end()), 1);
  }

  private static End counted(Next.End end) {
    return switch (end) {
      case Next.Done _ -> End.DONE;
      case Next.Dead _ -> End.DEAD;
      case Next.Overtaken _ -> End.OVERTAKEN;
    };
  }
}
