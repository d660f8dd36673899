package io.proofline.workers.execution;

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
final class CommandRun {

  private static final int MAX_LOGGED_ATTEMPTS = 20;

  final PartitionQueue queue;
  final long offset;
  final String key;
  final Command command;
  final Worker worker;
  final AtomicInteger requestCount = new AtomicInteger();

  CommandStep step;
  CommandProgress progress;
  long notBefore;
  boolean running;

  /** Whether its call under way began as one that shares its request. */
  boolean callSharesRequest;

  /** Its end waits to be written. */
  boolean hasPendingOutcome;

  /** Why it may not be begun any more; null while it may. */
  @Nullable String overtakenReason;

  /**
   * When its last failed try came back, on {@link FailureAttribution}'s count; of its first try,
   * its begin.
   */
  long lastFailureAt;

  /**
   * Of the secrets that its present step may show, or of newer ones; see {@link CircuitBreakers}.
   */
  final Map<Api, Integer> credentialEditions = new EnumMap<>(Api.class);

  /** Whether the ledger has an entry for it, from us or from the owner before. */
  boolean hasLedgerEntry;

  @Nullable Instant firstAttemptAt;
  private int attemptCount;
  private final Deque<CallAttempt> attempts = new ArrayDeque<>();

  CommandRun(
      PartitionQueue queue,
      long offset,
      String key,
      Command command,
      Worker worker,
      CommandStep commandStep,
      CommandProgress commandProgress) {
    this.queue = queue;
    this.offset = offset;
    this.key = key;
    this.command = command;
    this.worker = worker;
    this.step = commandStep;
    this.progress = commandProgress;
  }

  /** Whom the present step asks. */
  Api api() {
    return switch (worker) {
      case Worker.Idempotent idempotent -> idempotent.api(command);
      case Worker.NonIdempotent nonIdempotent ->
          step == CommandStep.PREPARE
              ? nonIdempotent.prepareApi(command)
              : nonIdempotent.api(command);
    };
  }

  /** Whether its present step may share a request with others. */
  boolean sharesRequest() {
    return worker instanceof Worker.Idempotent idempotent && idempotent.sharesRequest(command);
  }

  boolean isProtective() {
    return command.getProtective();
  }

  int partition() {
    return queue.partition.partition();
  }

  LanePriority lanePriority() {
    return queue.lane.priority();
  }

  Attempt startAttempt(Instant now) {
    if (firstAttemptAt == null) {
      firstAttemptAt = now;
    }
    running = true;
    attemptCount++;
    return new Attempt(attemptCount, Duration.between(firstAttemptAt, now));
  }

  void recordAttempt(Instant began, String answer) {
    attempts.add(new CallAttempt(began, answer));
    if (attempts.size() > MAX_LOGGED_ATTEMPTS) {
      attempts.removeFirst();
    }
  }

  int attemptCount() {
    return attemptCount;
  }

  List<CallAttempt> attempts() {
    return List.copyOf(attempts);
  }
}
