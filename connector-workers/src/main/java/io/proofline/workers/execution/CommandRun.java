package io.proofline.workers.execution;

import io.proofline.schemas.avro.CallAttempt;
import io.proofline.schemas.avro.Command;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.CallLog;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.Clocks;
import io.proofline.workers.work.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One command in execution, from its poll to its outcome: which step is next and from when, which
 * attempts failed, and whether a withdrawal has overtaken it. Only the poll thread changes it; the
 * thread of a step reads the command and adds to {@link #requestCount} and {@link #callLog}.
 */
final class CommandRun {

  private static final int MAX_LOGGED_ATTEMPTS = 20;

  private final PartitionQueue queue;
  private final long offset;
  private final String key;
  private final Command command;
  private final Worker worker;
  private final AtomicInteger requestCount = new AtomicInteger();
  private final CallLog callLog = new CallLog();
  private final Map<Api, Integer> credentialEditions = new EnumMap<>(Api.class);
  private final Deque<CallAttempt> attempts = new ArrayDeque<>();

  private CommandStep step;
  private CommandProgress progress;
  private long notBefore;
  private boolean running;
  private boolean callSharesRequest;
  private boolean hasPendingOutcome;
  private boolean hasLedgerEntry;
  private long lastFailureAt;
  private int attemptCount;
  private @Nullable Instant firstAttemptAt;
  private @Nullable String overtakenReason;

  CommandRun(
      PartitionQueue queue,
      long offset,
      String key,
      Command command,
      Worker worker,
      CommandStep firstStep,
      CommandProgress progress) {
    this.queue = queue;
    this.offset = offset;
    this.key = key;
    this.command = command;
    this.worker = worker;
    this.step = firstStep;
    this.progress = progress;
  }

  /** Its next step begins on a thread of its own. */
  Attempt start(Instant now) {
    if (firstAttemptAt == null) {
      firstAttemptAt = now;
    }
    running = true;
    callSharesRequest = step == CommandStep.CALL && sharesRequest();
    attemptCount++;
    return new Attempt(attemptCount, Duration.between(firstAttemptAt, now));
  }

  /** Its STARTED entry is committed: its next step is the creating call. */
  void advanceToCreate() {
    step = CommandStep.CREATE;
  }

  /** The thread of its step has ended. */
  void completeStep() {
    running = false;
  }

  /** Adds to the attempts that a dead letter lists; the last 20 are kept. */
  void recordAttempt(Instant startedAt, String result) {
    attempts.add(new CallAttempt(startedAt, result));
    if (attempts.size() > MAX_LOGGED_ATTEMPTS) {
      attempts.removeFirst();
    }
  }

  void recordProgress(CommandProgress reached) {
    progress = reached;
  }

  /** Its next step is this one, at a point of the monotonic clock or later. */
  void awaitStep(CommandStep next, long from) {
    step = next;
    notBefore = from;
  }

  /** Its present step may begin at a point of the monotonic clock or later. */
  void awaitStart(long from) {
    notBefore = from;
  }

  /** A withdrawal forbids every further step. */
  void overtake(String reason) {
    overtakenReason = reason;
  }

  /** Its outcome is part of the next transaction: nothing of it begins any more. */
  void awaitOutcomeCommit() {
    hasPendingOutcome = true;
  }

  /** The ledger has a STARTED entry for it, from this owner or from an earlier one. */
  void recordLedgerEntry() {
    hasLedgerEntry = true;
  }

  /**
   * Sets when its last failed attempt ended, or its first attempt began, on the count of {@link
   * FailureAttribution}.
   */
  void recordFailureAt(long count) {
    lastFailureAt = count;
  }

  /** Sets which secrets of an API its present step may use; see {@link CircuitBreakers}. */
  void recordCredentials(Api api, int edition) {
    credentialEditions.put(api, edition);
  }

  /** Whether its next step may begin now, as far as the command alone decides. */
  boolean isDue(Clocks clocks) {
    return !running && !hasPendingOutcome && clocks.isPast(notBefore);
  }

  /** Whether a step is in flight. */
  boolean isRunning() {
    return running;
  }

  /** Whether the step in flight shares its request with other commands. */
  boolean callSharesRequest() {
    return callSharesRequest;
  }

  boolean hasLedgerEntry() {
    return hasLedgerEntry;
  }

  /** Why it must not continue; empty while it may. */
  Optional<String> overtakenReason() {
    return Optional.ofNullable(overtakenReason);
  }

  boolean isOvertaken() {
    return overtakenReason != null;
  }

  long lastFailureAt() {
    return lastFailureAt;
  }

  int credentialEdition(Api api) {
    return credentialEditions.getOrDefault(api, 0);
  }

  /** The API that its present step calls. */
  Api api() {
    return switch (worker) {
      case Worker.Idempotent idempotent -> idempotent.api(command);
      case Worker.NonIdempotent nonIdempotent ->
          step == CommandStep.PREPARE
              ? nonIdempotent.prepareApi(command)
              : nonIdempotent.api(command);
    };
  }

  /** Whether its present step may share a request with other commands. */
  boolean sharesRequest() {
    return worker instanceof Worker.Idempotent idempotent && idempotent.sharesRequest(command);
  }

  boolean isProtective() {
    return command.getProtective();
  }

  int partition() {
    return queue.partition().partition();
  }

  LanePriority lanePriority() {
    return queue.lane().priority();
  }

  Instant issuedAt() {
    return command.getEnvelope().getReceivedAt();
  }

  String commandId() {
    return command.getCommandId();
  }

  PartitionQueue queue() {
    return queue;
  }

  long offset() {
    return offset;
  }

  /** The key of its record: commands of one key run in order. */
  String key() {
    return key;
  }

  Command command() {
    return command;
  }

  Worker worker() {
    return worker;
  }

  CommandStep step() {
    return step;
  }

  CommandProgress progress() {
    return progress;
  }

  /** A point of the monotonic clock, before which its next step does not begin. */
  long notBefore() {
    return notBefore;
  }

  /** Requests that were sent for it; any thread may add. */
  AtomicInteger requestCount() {
    return requestCount;
  }

  /** Its last calls; any thread may add. */
  CallLog callLog() {
    return callLog;
  }

  int attemptCount() {
    return attemptCount;
  }

  List<CallAttempt> attempts() {
    return List.copyOf(attempts);
  }
}
