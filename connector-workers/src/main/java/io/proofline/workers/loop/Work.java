package io.proofline.workers.loop;

import io.proofline.schemas.avro.CallAttempt;
import io.proofline.schemas.avro.Command;
import io.proofline.workers.call.Api;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One command on its way to its end. Only the poll thread touches it, but for the call count. */
final class Work {

  private static final int MOST_ATTEMPTS = 20;

  final Backlog backlog;
  final long offset;
  final String key;
  final Command command;
  final Worker worker;
  final AtomicInteger calls = new AtomicInteger();

  Step step;
  Progress progress;
  long notBefore;
  boolean running;

  /** Whether its call under way began as one that shares its request. */
  boolean joined;

  /** Its end waits to be written. */
  boolean over;

  /** Why it may not be begun any more; null while it may. */
  @Nullable String forbidden;

  /** When its last failed try came back, on {@link Blame}'s count; of its first try, its begin. */
  long failedAt;

  /** Of the secrets that its present step may show, or of newer ones; see {@link Gates}. */
  final Map<Api, Integer> accessEditions = new EnumMap<>(Api.class);

  /** Whether the ledger has an entry for it, from us or from the owner before. */
  boolean entered;

  @Nullable Instant firstBegan;
  private int tries;
  private final Deque<CallAttempt> attempts = new ArrayDeque<>();

  Work(
      Backlog backlog,
      long offset,
      String key,
      Command command,
      Worker worker,
      Step step,
      Progress progress) {
    this.backlog = backlog;
    this.offset = offset;
    this.key = key;
    this.command = command;
    this.worker = worker;
    this.step = step;
    this.progress = progress;
  }

  /** Whom the present step asks. */
  Api api() {
    return switch (worker) {
      case Worker.Calling calling -> calling.api(command);
      case Worker.Creating creating ->
          step == Step.PREPARE ? creating.preparesFrom(command) : creating.api(command);
    };
  }

  /** Whether its present step may share a request with others. */
  boolean joins() {
    return worker instanceof Worker.Calling calling && calling.joins(command);
  }

  boolean isProtective() {
    return command.getProtective();
  }

  int partition() {
    return backlog.partition.partition();
  }

  Urgency urgency() {
    return backlog.lane.urgency();
  }

  Attempt begin(Instant now) {
    if (firstBegan == null) {
      firstBegan = now;
    }
    running = true;
    tries++;
    return new Attempt(tries, Duration.between(firstBegan, now));
  }

  void record(Instant began, String answer) {
    attempts.add(new CallAttempt(began, answer));
    if (attempts.size() > MOST_ATTEMPTS) {
      attempts.removeFirst();
    }
  }

  int tries() {
    return tries;
  }

  List<CallAttempt> attempts() {
    return List.copyOf(attempts);
  }
}
