package io.proofline.workers.loop;

import io.github.resilience4j.core.IntervalFunction;
import io.proofline.workers.call.Access;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.ApiError.Unanswered;
import io.proofline.workers.call.ApiError.Unauthorized;
import io.proofline.workers.call.ApiError.Withheld;
import io.proofline.workers.work.Time;
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
final class Gates {

  private static final int SILENCES = 3;
  private static final Access NO_SECRETS = Access.by();

  /** What was to try and never came back, since its partition went away, is waited for so long. */
  private static final Duration LONGEST_TRIAL = Duration.ofMinutes(2);

  private final Time time;
  private final LoopHealth health;
  private final Map<Api, Access> accesses;
  private final IntervalFunction pauses;
  private final Map<Api, Closed> closed = new EnumMap<>(Api.class);
  private final Map<Api, Integer> silences = new EnumMap<>(Api.class);

  Gates(LoopSettings settings, Time time, LoopHealth health, Map<Api, Access> accesses) {
    this.time = time;
    this.health = health;
    this.accesses = accesses;
    this.pauses =
        IntervalFunction.ofExponentialRandomBackoff(
            settings.waitFirst(), 2.0, 0.3, settings.waitMost());
  }

  /** How a gate stands. */
  enum State {
    OPEN(0),
    /** One call at a time may try. */
    TRYING(1),
    CLOSED(2);

    /** As it stands in metrics. */
    final int number;

    State(int number) {
      this.number = number;
    }
  }

  State state(Api api) {
    var gate = closed.get(api);
    if (gate == null) {
      return State.OPEN;
    }
    return mayBeTried(gate) ? State.TRYING : State.CLOSED;
  }

  /** Those that are not open now. */
  Set<Api> notOpen() {
    return Set.copyOf(closed.keySet());
  }

  /** Whether a work's present step may begin. */
  boolean lets(Work work) {
    var gate = closed.get(work.api());
    return gate == null || (!gate.isTried(time) && (mayBeTried(gate) || gate.maySpare(work)));
  }

  /** The work's present step begins. */
  void begins(Work work) {
    accesses.forEach((api, access) -> work.accessEditions.put(api, access.edition()));
    var gate = closed.get(work.api());
    if (gate != null) {
      gate.trial = work;
      gate.trialUntil = time.after(LONGEST_TRIAL);
      health.tries(work.api());
    }
  }

  /** A call came back with a usable answer: whatever was, it is over. */
  void answered(Work work, Api api) {
    silences.remove(api);
    var gate = closed.get(api);
    if (gate != null && (gate.trial == work || time.isPast(gate.until))) {
      closed.remove(api);
      health.goesOn(api);
    }
  }

  /** What needs a part of the API that refuses us waits by itself: no gate closes, health tells. */
  void withheld(Work work, Withheld because) {
    health.withheld(work.command.getCommandId(), because);
  }

  /** A step came back, and was not refused that part. */
  void letIn(Work work) {
    health.letIn(work.command.getCommandId());
  }

  /** Of those that are ours still, the next try tells again. */
  void forgetWithheld() {
    health.forgetWithheld();
  }

  /** A call got no usable answer. */
  void failed(Work work, Unanswered because) {
    int inARow = silences.merge(because.api(), 1, Integer::sum);
    var gate = closed.get(because.api());
    if (gate == null ? inARow >= SILENCES : gate.trial == work) {
      close(work, because);
    }
  }

  /** The API asks to wait. Calls that come back together close a gate once. */
  void close(Work work, ApiError because) {
    cameBack(work, because.api());
    var before = closed.get(because.api());
    boolean anew = before == null || (before.trial == null && time.isPast(before.until));
    int times = (before == null ? 0 : before.times) + (anew ? 1 : 0);
    long until = time.after(pause(because, times));
    long latest = before == null || until - before.until > 0 ? until : before.until;
    int edition = work.accessEditions.getOrDefault(because.api(), 0);
    var gate = new Closed(because, latest, times, edition);
    if (before != null) {
      gate.trial = before.trial;
      gate.trialUntil = before.trialUntil;
    }
    closed.put(because.api(), gate);
    health.waits(because.api(), cause(because));
  }

  /** A step came back, and said nothing about the API. */
  void cameBack(Work work, Api api) {
    var gate = closed.get(api);
    if (gate != null && gate.trial == work) {
      gate.trial = null;
    }
  }

  private String cause(ApiError because) {
    return because instanceof Unauthorized
        ? "%s. %s".formatted(because.text(), access(because.api()).advice())
        : because.text();
  }

  private boolean mayBeTried(Closed gate) {
    return time.isPast(gate.until)
        || (gate.because instanceof Unauthorized(var api, _, _)
            && access(api).edition() != gate.accessEdition);
  }

  private Access access(Api api) {
    return accesses.getOrDefault(api, NO_SECRETS);
  }

  private Duration pause(ApiError because, int times) {
    var own = Duration.ofMillis(pauses.apply(times));
    return because instanceof Throttled(_, _, var said) ? said.orElse(own) : own;
  }

  private static final class Closed {

    private final ApiError because;
    private final long until;
    private final int times;

    /** Of the secrets that were shown. */
    private final int accessEdition;

    private @Nullable Work trial;
    private long trialUntil;

    Closed(ApiError because, long until, int times, int accessEdition) {
      this.because = because;
      this.until = until;
      this.times = times;
      this.accessEdition = accessEdition;
    }

    boolean isTried(Time time) {
      return trial != null && !time.isPast(trialUntil);
    }

    /** A silence may be the fault of those that asked: what is urgent and has not may try. */
    boolean maySpare(Work work) {
      return because instanceof Unanswered && work.tries() == 0 && work.urgency() == Urgency.URGENT;
    }
  }
}
