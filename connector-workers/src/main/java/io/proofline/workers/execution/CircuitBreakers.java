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
 * One gate per API. It closes when that API asks to wait, can't be reached or refuses us, and when
 * it gave no usable answer three times in a row, whoever asked. After a pause one call at a time
 * may try; the first usable answer opens the gate, and a further failure makes the next pause
 * longer. Where our access was refused, other secrets are tried at once. Only the poll thread
 * touches it.
 */
final class CircuitBreakers {

  private static final int FAILURE_THRESHOLD = 3;
  private static final Credentials NO_CREDENTIALS = Credentials.of();

  /** What was to try and never came back, since its partition went away, is waited for so long. */
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
      Map<Api, Credentials> accesses) {
    this.clocks = clocks;
    this.health = health;
    this.credentials = accesses;
    this.backoff =
        IntervalFunction.ofExponentialRandomBackoff(
            settings.initialOpenDuration(), 2.0, 0.3, settings.maxOpenDuration());
  }

  /** How a gate stands. */
  enum State {
    CLOSED(0),
    /** One call at a time may try. */
    HALF_OPEN(1),
    OPEN(2);

    /** As it stands in metrics. */
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

  /** Those that are not open now. */
  Set<Api> notClosed() {
    return Set.copyOf(openBreakers.keySet());
  }

  /** Whether a work's present step may begin. */
  boolean permits(CommandRun run) {
    var breaker = openBreakers.get(run.api());
    return breaker == null
        || (!breaker.hasTrialInFlight(clocks)
            && (isHalfOpen(breaker) || breaker.permitsUrgentFirstAttempt(run)));
  }

  /** The work's present step begins. */
  void onCallStarted(CommandRun run) {
    credentials.forEach(
        (api, credentials) -> run.credentialEditions.put(api, credentials.edition()));
    var breaker = openBreakers.get(run.api());
    if (breaker != null) {
      breaker.trial = run;
      breaker.trialUntil = clocks.deadlineAfter(MAX_TRIAL);
      health.recordBreakerHalfOpen(run.api());
    }
  }

  /** A call came back with a usable answer: whatever was, it is over. */
  void recordSuccess(CommandRun run, Api api) {
    failuresInARow.remove(api);
    var breaker = openBreakers.get(api);
    if (breaker != null && (breaker.trial == run || clocks.isPast(breaker.openUntil))) {
      openBreakers.remove(api);
      health.recordBreakerClosed(api);
    }
  }

  /** What needs a part of the API that refuses us waits by itself: no gate closes, health tells. */
  void recordForbidden(CommandRun run, Forbidden because) {
    health.forbidden(run.command.getCommandId(), because);
  }

  /** A step came back, and was not refused that part. */
  void clearForbidden(CommandRun run) {
    health.clearForbidden(run.command.getCommandId());
  }

  /** Of those that are ours still, the next try tells again. */
  void clearAllForbidden() {
    health.clearAllForbidden();
  }

  /** A call got no usable answer. */
  void recordFailure(CommandRun run, NoUsableResponse because) {
    int inARow = failuresInARow.merge(because.api(), 1, Integer::sum);
    var breaker = openBreakers.get(because.api());
    if (breaker == null ? inARow >= FAILURE_THRESHOLD : breaker.trial == run) {
      open(run, because);
    }
  }

  /** The API asks to wait. Calls that come back together close a gate once. */
  void open(CommandRun run, ApiError because) {
    releaseTrial(run, because.api());
    var before = openBreakers.get(because.api());
    boolean anew = before == null || (before.trial == null && clocks.isPast(before.openUntil));
    int times = (before == null ? 0 : before.openings) + (anew ? 1 : 0);
    long until = clocks.deadlineAfter(openDuration(because, times));
    long latest = before == null || until - before.openUntil > 0 ? until : before.openUntil;
    int edition = run.credentialEditions.getOrDefault(because.api(), 0);
    var breaker = new OpenBreaker(because, latest, times, edition);
    if (before != null) {
      breaker.trial = before.trial;
      breaker.trialUntil = before.trialUntil;
    }
    openBreakers.put(because.api(), breaker);
    health.recordBreakerOpen(because.api(), cause(because));
  }

  /** A step came back, and said nothing about the API. */
  void releaseTrial(CommandRun run, Api api) {
    var breaker = openBreakers.get(api);
    if (breaker != null && breaker.trial == run) {
      breaker.trial = null;
    }
  }

  private String cause(ApiError because) {
    return because instanceof Unauthorized
        ? "%s. %s".formatted(because.text(), credentials(because.api()).advice())
        : because.text();
  }

  private boolean isHalfOpen(OpenBreaker breaker) {
    return clocks.isPast(breaker.openUntil)
        || (breaker.cause instanceof Unauthorized(var api, _, _)
            && credentials(api).edition() != breaker.credentialEdition);
  }

  private Credentials credentials(Api api) {
    return credentials.getOrDefault(api, NO_CREDENTIALS);
  }

  private Duration openDuration(ApiError because, int times) {
    var own = Duration.ofMillis(backoff.apply(times));
    return because instanceof Throttled(_, _, var said) ? said.orElse(own) : own;
  }

  private static final class OpenBreaker {

    private final ApiError cause;
    private final long openUntil;
    private final int openings;

    /** Of the secrets that were shown. */
    private final int credentialEdition;

    private @Nullable CommandRun trial;
    private long trialUntil;

    OpenBreaker(ApiError because, long until, int times, int accessEdition) {
      this.cause = because;
      this.openUntil = until;
      this.openings = times;
      this.credentialEdition = accessEdition;
    }

    boolean hasTrialInFlight(Clocks clocks) {
      return trial != null && !clocks.isPast(trialUntil);
    }

    /** A silence may be the fault of those that asked: what is urgent and has not may try. */
    boolean permitsUrgentFirstAttempt(CommandRun run) {
      return cause instanceof NoUsableResponse
          && run.attemptCount() == 0
          && run.lanePriority() == LanePriority.URGENT;
    }
  }
}
