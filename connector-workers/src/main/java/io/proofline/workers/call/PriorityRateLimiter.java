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
 * Limits the rate and the concurrency of one API's requests, and admits waiting requests by
 * priority. All clients of that API in this process share it. Thread-safe.
 */
public final class PriorityRateLimiter {

  private static final Duration MAX_PAUSE = Duration.ofMinutes(1);
  private static final long MIN_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Api api;
  private final ApiLimits limits;
  private final int maxInFlight;
  private final LongSupplier nanos;
  private final CallMetrics metrics;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeSet<Ticket> waiting =
      new TreeSet<>(Comparator.comparing(Ticket::priority).thenComparingLong(Ticket::number));
  private final RateLimitState state;
  private final CallWindow lastMinute;
  private long nextTicket;
  private @Nullable Long usedBefore;

  private record Ticket(CallPriority priority, long number) {}

  /**
   * A rate limiter of one API.
   *
   * @param nanos monotonic, such as {@link System#nanoTime}
   */
  public PriorityRateLimiter(
      Api api, ApiLimits apiLimits, LongSupplier nanos, CallMetrics metrics) {
    this.api = api;
    this.limits = apiLimits;
    this.maxInFlight = apiLimits.inFlight();
    this.nanos = nanos;
    this.metrics = metrics;
    this.state = new RateLimitState(apiLimits, nanos.getAsLong());
    this.lastMinute = new CallWindow(nanos.getAsLong());
  }

  /** A rate limiter that delays no request. */
  public static PriorityRateLimiter unlimited(Api api) {
    return new PriorityRateLimiter(api, ApiLimits.UNLIMITED, System::nanoTime, CallMetrics.NONE);
  }

  public Api api() {
    return api;
  }

  /** Requests that wait now. */
  public int waiting() {
    return locked(waiting::size);
  }

  /** Requests in flight now. */
  public int inFlight() {
    return locked(state::inFlight);
  }

  /** How much of the limits is used. */
  public ApiBudget budget() {
    return locked(() ->
        new ApiBudget(
            (int) Math.min(Integer.MAX_VALUE, Math.round(limits.callsPerSecond() * 60)),
            lastMinute.total(nanos.getAsLong()),
            waiting.size(),
            state.inFlight(),
            maxInFlight));
  }

  /** Waits for a permit. False after the deadline, or if the thread was interrupted. */
  boolean acquire(ApiCallContext context) {
    long requestedAt = nanos.getAsLong();
    lock.lock();
    var ticket = new Ticket(context.priority(), nextTicket++);
    waiting.add(ticket);
    try {
      if (!awaitPermit(ticket, context)) {
        metrics.recordTimedOut(api, context.priority());
        return false;
      }
      state.acquire(ticket.priority(), nanos.getAsLong());
      lastMinute.count(nanos.getAsLong());
    } finally {
      waiting.remove(ticket);
      changed.signalAll();
      lock.unlock();
    }
    context.countRequest();
    metrics.recordSent(api, context.priority(), Duration.ofNanos(nanos.getAsLong() - requestedAt));
    return true;
  }

  /** A request that was sent was answered, or failed. */
  void release(ApiCallContext context, String answer, Duration took) {
    locked(() -> {
      state.release(context.priority());
      changed.signalAll();
      return true;
    });
    metrics.recordCompleted(api, answer, took);
  }

  /** The API asked to wait: no request is sent for that time, a minute at most. */
  void pauseFor(Duration wait) {
    long until = nanos.getAsLong() + capped(wait).toNanos();
    locked(() -> {
      state.pauseUntil(until);
      return true;
    });
  }

  /**
   * Applies {@code meta.rate_limit} of an answer: {@code limit}, {@code current} and {@code
   * expires} in seconds. It is not documented whether {@code current} counts used requests. It is
   * read so if it rose by no more than can be in flight; otherwise it is ignored.
   */
  void applyReportedLimit(JsonNode answer) {
    var reported = answer.path("meta").path("rate_limit");
    var limit = LenientJson.number(reported, "limit");
    var used = LenientJson.number(reported, "current");
    var expires = LenientJson.number(reported, "expires");
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

  private boolean awaitPermit(Ticket ticket, ApiCallContext context) {
    try {
      for (long now = nanos.getAsLong(); !isNext(ticket, now); now = nanos.getAsLong()) {
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

  /** Whether the ticket is the first of those that the limits allow. */
  private boolean isNext(Ticket ticket, long now) {
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

  private static Duration capped(Duration wait) {
    return wait.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : wait;
  }
}
