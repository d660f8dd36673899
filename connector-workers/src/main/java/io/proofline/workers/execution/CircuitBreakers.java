package io.proofline.workers.execution;

import io.github.resilience4j.core.IntervalFunction;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Forbidden;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.ApiError.Unauthorized;
import io.proofline.workers.call.Credentials;
import io.proofline.workers.work.Clocks;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One circuit breaker per API. CLOSED permits all calls. It changes to OPEN, which permits none,
 * when the API asks to wait, can't be reached or refuses the credentials, and after three calls in
 * a row without a usable answer, of any commands. After the open duration ({@code Retry-After} if
 * the API gives it, otherwise an exponential random backoff) it is HALF_OPEN and permits one trial
 * call at a time. A usable answer closes it; a failed trial opens it again for longer. Only the
 * poll thread uses it.
 *
 * <p>It is not resilience4j's CircuitBreaker, which decides by the failure rate over a sliding
 * window of calls, of any commands: one poisoned command that is retried would open it again and
 * again. Here trials go to the commands that were tried least, one answer of the API ("wait",
 * "wrong key") opens the breaker, the API determines for how long, and calls that fail together
 * count as one opening. Changed credentials make it HALF_OPEN at once, and an API that doesn't
 * answer still gets the first attempt of an urgent command. A trial belongs to a command, whose
 * partition may be revoked before the trial ends.
 */
final class CircuitBreakers {

  private static final int FAILURE_THRESHOLD = 3;
  private static final Credentials NO_CREDENTIALS = Credentials.of();

  /** How long a trial call blocks others if its command is lost with its partition. */
  private static final Duration MAX_TRIAL = Duration.ofMinutes(2);

  private final Clocks clocks;
  private final CommandLoopHealth health;
  private final Map<Api, Credentials> credentials;
  private final IntervalFunction backoff;
  private final Map<Api, OpenBreaker> openBreakers = new EnumMap<>(Api.class);
  private final Map<Api, Integer> failuresInARow = new EnumMap<>(Api.class);

  CircuitBreakers(
      CommandLoopSettings settings,
      Clocks clocks,
      CommandLoopHealth health,
      Map<Api, Credentials> credentials) {
    this.clocks = clocks;
    this.health = health;
    this.credentials = credentials;
    this.backoff =
        IntervalFunction.ofExponentialRandomBackoff(
            settings.initialOpenDuration(), 2.0, 0.3, settings.maxOpenDuration());
  }

  /** The states of a circuit breaker. */
  enum State {
    /** All calls are permitted. */
    CLOSED(0),
    /** One trial call at a time is permitted. */
    HALF_OPEN(1),
    /** No call is permitted. */
    OPEN(2);

    /** The value of the metric. */
    final int number;

    State(int number) {
      this.number = number;
    }
  }

  State state(Api api) {
    var breaker = openBreakers.get(api);
    if (breaker == null) {
      return State.CLOSED;
    }
    return isHalfOpen(breaker) ? State.HALF_OPEN : State.OPEN;
  }

  /** APIs whose breaker is open or half open. */
  Set<Api> notClosed() {
    return Set.copyOf(openBreakers.keySet());
  }

  /** Whether the command's present step may call its API now. */
  boolean permits(CommandRun run) {
    var breaker = openBreakers.get(run.api());
    return breaker == null
        || (!breaker.hasTrialInFlight(clocks)
            && (isHalfOpen(breaker) || breaker.permitsUrgentFirstAttempt(run)));
  }

  /** The command's present step begins. */
  void onCallStarted(CommandRun run) {
    credentials.forEach((api, current) -> run.recordCredentials(api, current.edition()));
    var breaker = openBreakers.get(run.api());
    if (breaker != null) {
      breaker.trial = run;
      breaker.trialUntil = clocks.deadlineAfter(MAX_TRIAL);
      health.recordBreakerHalfOpen(run.api());
    }
  }

  /** The API gave a usable answer: its breaker closes, and earlier failures no longer count. */
  void recordSuccess(CommandRun run, Api api) {
    failuresInARow.remove(api);
    var breaker = openBreakers.get(api);
    if (breaker != null && (breaker.trial == run || clocks.isPast(breaker.openUntil))) {
      openBreakers.remove(api);
      health.recordBreakerClosed(api);
    }
  }

  /**
   * The API refuses a part of itself: only commands that need that part wait. The breaker stays
   * unchanged, and health reports the refusal.
   */
  void recordForbidden(CommandRun run, Forbidden error) {
    health.recordForbidden(run.commandId(), error);
  }

  /** A step of the command ended without that refusal. */
  void clearForbidden(CommandRun run) {
    health.clearForbidden(run.commandId());
  }

  /**
   * Partitions were revoked: commands still assigned here report a refusal at their next attempt.
   */
  void clearAllForbidden() {
    health.clearAllForbidden();
  }

  /** The API gave no usable answer. */
  void recordFailure(CommandRun run, NoUsableResponse error) {
    int inARow = failuresInARow.merge(error.api(), 1, Integer::sum);
    var breaker = openBreakers.get(error.api());
    if (breaker == null ? inARow >= FAILURE_THRESHOLD : breaker.trial == run) {
      open(run, error);
    }
  }

  /** The API asks to wait, or failed too often. Calls that fail together count as one opening. */
  void open(CommandRun run, ApiError error) {
    releaseTrial(run, error.api());
    var before = openBreakers.get(error.api());
    boolean isNewOpening =
        before == null || (before.trial == null && clocks.isPast(before.openUntil));
    int times = (before == null ? 0 : before.openings) + (isNewOpening ? 1 : 0);
    long until = clocks.deadlineAfter(openDuration(error, times));
    long latest = before == null || until - before.openUntil > 0 ? until : before.openUntil;
    int edition = run.credentialEdition(error.api());
    var breaker = new OpenBreaker(error, latest, times, edition);
    if (before != null) {
      breaker.trial = before.trial;
      breaker.trialUntil = before.trialUntil;
    }
    openBreakers.put(error.api(), breaker);
    health.recordBreakerOpen(error.api(), cause(error), error instanceof Unauthorized);
  }

  /** A step ended that was no evidence about the API. */
  void releaseTrial(CommandRun run, Api api) {
    var breaker = openBreakers.get(api);
    if (breaker != null && breaker.trial == run) {
      breaker.trial = null;
    }
  }

  private String cause(ApiError error) {
    return error instanceof Unauthorized
        ? "%s. %s".formatted(error.text(), credentials(error.api()).advice())
        : error.text();
  }

  private boolean isHalfOpen(OpenBreaker breaker) {
    return clocks.isPast(breaker.openUntil)
        || (breaker.cause instanceof Unauthorized(var api, _, _)
            && credentials(api).edition() != breaker.credentialEdition);
  }

  private Credentials credentials(Api api) {
    return credentials.getOrDefault(api, NO_CREDENTIALS);
  }

  private Duration openDuration(ApiError error, int times) {
    var backoffDuration = Duration.ofMillis(backoff.apply(times));
    return error instanceof Throttled(_, _, var retryAfter)
        ? retryAfter.orElse(backoffDuration)
        : backoffDuration;
  }

  private static final class OpenBreaker {

    private final ApiError cause;
    private final long openUntil;
    private final int openings;

    /** Edition of the secrets that the refused call used. */
    private final int credentialEdition;

    private @Nullable CommandRun trial;
    private long trialUntil;

    OpenBreaker(ApiError cause, long openUntil, int openings, int credentialEdition) {
      this.cause = cause;
      this.openUntil = openUntil;
      this.openings = openings;
      this.credentialEdition = credentialEdition;
    }

    boolean hasTrialInFlight(Clocks clocks) {
      return trial != null && !clocks.isPast(trialUntil);
    }

    /**
     * The failed commands may be the cause: an urgent one that was never attempted is permitted.
     */
    boolean permitsUrgentFirstAttempt(CommandRun run) {
      return cause instanceof NoUsableResponse
          && run.attemptCount() == 0
          && run.lanePriority() == LanePriority.URGENT;
    }
  }
}
