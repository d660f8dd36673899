package io.proofline.workers.call;

import java.time.Duration;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The one way out for requests of an API: so many a second and at once, the urgent before the
 * others. All clients of that API in this process share it; any number of threads may.
 */
public final class PriorityRateLimiter {

  private static final Duration MAX_PAUSE = Duration.ofMinutes(1);
  private static final long MIN_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Api api;
  private final int maxInFlight;
  private final LongSupplier nanos;
  private final CallMetrics metrics;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeSet<Ticket> waiting =
      new TreeSet<>(Comparator.comparing(Ticket::priority).thenComparingLong(Ticket::number));
  private final RateLimitState state;
  private long nextTicket;
  private @Nullable Long usedBefore;

  private record Ticket(CallPriority priority, long number) {}

  /**
   * An outlet.
   *
   * @param nanos monotonic, such as {@link System#nanoTime}
   */
  public PriorityRateLimiter(
      Api api, ApiLimits apiLimits, LongSupplier nanos, CallMetrics metrics) {
    this.api = api;
    this.maxInFlight = apiLimits.inFlight();
    this.nanos = nanos;
    this.metrics = metrics;
    this.state = new RateLimitState(apiLimits, nanos.getAsLong());
  }

  /** One that holds nobody up. */
  public static PriorityRateLimiter unlimited(Api api) {
    return new PriorityRateLimiter(api, ApiLimits.UNLIMITED, System::nanoTime, CallMetrics.NONE);
  }

  public Api api() {
    return api;
  }

  /** Requests that wait for their turn now. */
  public int waiting() {
    return locked(waiting::size);
  }

  /** Requests that are under way now. */
  public int inFlight() {
    return locked(state::inFlight);
  }

  /** Waits for a turn. False when there was none in time, or the thread was interrupted. */
  boolean acquire(ApiCallContext context) {
    long asked = nanos.getAsLong();
    lock.lock();
    var ticket = new Ticket(context.priority(), nextTicket++);
    waiting.add(ticket);
    try {
      if (!awaitTurn(ticket, context)) {
        metrics.recordTimedOut(api, context.priority());
        return false;
      }
      state.acquire(ticket.priority(), nanos.getAsLong());
    } finally {
      waiting.remove(ticket);
      changed.signalAll();
      lock.unlock();
    }
    context.countRequest();
    metrics.recordSent(api, context.priority(), Duration.ofNanos(nanos.getAsLong() - asked));
    return true;
  }

  /** A request that left has come to its end. */
  void release(ApiCallContext context, String answer, Duration took) {
    locked(() -> {
      state.release(context.priority());
      changed.signalAll();
      return true;
    });
    metrics.recordCompleted(api, answer, took);
  }

  /** The API asked to wait: until then nobody leaves, a minute at most. */
  void pauseFor(Duration said) {
    long until = nanos.getAsLong() + capped(said).toNanos();
    locked(() -> {
      state.pauseUntil(until);
      return true;
    });
  }

  /**
   * Heeds {@code meta.rate_limit} of an answer: {@code limit}, {@code current} and {@code expires}
   * in seconds. Open question: whether {@code current} counts what was used. It is read so when it
   * rose by no more than can be under way; else it is left.
   */
  void applyReportedLimit(JsonNode answer) {
    var said = answer.path("meta").path("rate_limit");
    var limit = LenientJson.number(said, "limit");
    var used = LenientJson.number(said, "current");
    var expires = LenientJson.number(said, "expires");
    if (limit != null && used != null && expires != null && expires >= 0) {
      locked(() -> {
        applyReportedLimit(limit, used, capped(Duration.ofSeconds(expires)));
        return true;
      });
    }
  }

  private void applyReportedLimit(long limit, long used, Duration expires) {
    boolean rose = usedBefore != null && used > usedBefore && used - usedBefore <= maxInFlight;
    usedBefore = used;
    long until = nanos.getAsLong() + expires.toNanos();
    if (rose && used >= limit) {
      state.pauseUntil(until);
    } else if (rose && limit - used <= limit / 5) {
      state.pauseBackgroundUntil(until);
    }
  }

  private boolean awaitTurn(Ticket ticket, ApiCallContext context) {
    try {
      for (long now = nanos.getAsLong(); !isTurnOf(ticket, now); now = nanos.getAsLong()) {
        if (context.isPastDeadline(now)) {
          return false;
        }
        var _ =
            changed.awaitNanos(
                Math.max(
                    MIN_WAIT_NANOS,
                    Math.min(state.nanosUntil(ticket.priority(), now), context.nanosLeft(now))));
      }
      return !context.isPastDeadline(nanos.getAsLong());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The first of those that may. */
  private boolean isTurnOf(Ticket ticket, long now) {
    boolean commandsWait = waiting.stream().anyMatch(one -> one.priority() != CallPriority.KEPT);
    return waiting.stream()
        .filter(one -> state.allows(one.priority(), commandsWait, now))
        .findFirst()
        .filter(ticket::equals)
        .isPresent();
  }

  private <R> R locked(Supplier<R> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private static Duration capped(Duration said) {
    return said.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : said;
  }
}
