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
public final class Outlet {

  private static final Duration LONGEST_HOLD = Duration.ofMinutes(1);
  private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(1);

  private final Api api;
  private final int inFlight;
  private final LongSupplier nanos;
  private final CallMetrics metrics;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeSet<Ticket> waiting =
      new TreeSet<>(Comparator.comparing(Ticket::priority).thenComparingLong(Ticket::number));
  private final Quota quota;
  private long tickets;
  private @Nullable Long usedBefore;

  private record Ticket(Priority priority, long number) {}

  /**
   * An outlet.
   *
   * @param nanos monotonic, such as {@link System#nanoTime}
   */
  public Outlet(Api api, Limits limits, LongSupplier nanos, CallMetrics metrics) {
    this.api = api;
    this.inFlight = limits.inFlight();
    this.nanos = nanos;
    this.metrics = metrics;
    this.quota = new Quota(limits, nanos.getAsLong());
  }

  /** One that holds nobody up. */
  public static Outlet unlimited(Api api) {
    return new Outlet(api, Limits.NONE, System::nanoTime, CallMetrics.NONE);
  }

  public Api api() {
    return api;
  }

  /** Requests that wait for their turn now. */
  public int waiting() {
    return locked(waiting::size);
  }

  /** Requests that are under way now. */
  public int underWay() {
    return locked(quota::underWay);
  }

  /** Waits for a turn. False when there was none in time, or the thread was interrupted. */
  boolean leave(Errand errand) {
    long asked = nanos.getAsLong();
    lock.lock();
    var ticket = new Ticket(errand.priority(), tickets++);
    waiting.add(ticket);
    try {
      if (!getsATurn(ticket, errand)) {
        metrics.stayed(api, errand.priority());
        return false;
      }
      quota.leave(ticket.priority(), nanos.getAsLong());
    } finally {
      waiting.remove(ticket);
      changed.signalAll();
      lock.unlock();
    }
    errand.leaves();
    metrics.left(api, errand.priority(), Duration.ofNanos(nanos.getAsLong() - asked));
    return true;
  }

  /** A request that left has come to its end. */
  void back(Errand errand, String answer, Duration took) {
    locked(() -> {
      quota.back(errand.priority());
      changed.signalAll();
      return true;
    });
    metrics.answered(api, answer, took);
  }

  /** The API asked to wait: until then nobody leaves, a minute at most. */
  void hold(Duration said) {
    long until = nanos.getAsLong() + shortened(said).toNanos();
    locked(() -> {
      quota.hold(until);
      return true;
    });
  }

  /**
   * Heeds {@code meta.rate_limit} of an answer: {@code limit}, {@code current} and {@code expires}
   * in seconds. Open question: whether {@code current} counts what was used. It is read so when it
   * rose by no more than can be under way; else it is left.
   */
  void heed(JsonNode answer) {
    var said = answer.path("meta").path("rate_limit");
    var limit = Texts.number(said, "limit");
    var used = Texts.number(said, "current");
    var expires = Texts.number(said, "expires");
    if (limit != null && used != null && expires != null && expires >= 0) {
      locked(() -> {
        heed(limit, used, shortened(Duration.ofSeconds(expires)));
        return true;
      });
    }
  }

  private void heed(long limit, long used, Duration expires) {
    boolean rose = usedBefore != null && used > usedBefore && used - usedBefore <= inFlight;
    usedBefore = used;
    long until = nanos.getAsLong() + expires.toNanos();
    if (rose && used >= limit) {
      quota.hold(until);
    } else if (rose && limit - used <= limit / 5) {
      quota.livesOnly(until);
    }
  }

  private boolean getsATurn(Ticket ticket, Errand errand) {
    try {
      for (long now = nanos.getAsLong(); !isTurnOf(ticket, now); now = nanos.getAsLong()) {
        if (errand.isLate(now)) {
          return false;
        }
        var _ =
            changed.awaitNanos(
                Math.max(
                    SHORTEST_WAIT,
                    Math.min(quota.nanosUntil(ticket.priority(), now), errand.patience(now))));
      }
      return !errand.isLate(nanos.getAsLong());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The first of those that may. */
  private boolean isTurnOf(Ticket ticket, long now) {
    boolean commandsWait = waiting.stream().anyMatch(one -> one.priority() != Priority.KEPT);
    return waiting.stream()
        .filter(one -> quota.allows(one.priority(), commandsWait, now))
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

  private static Duration shortened(Duration said) {
    return said.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : said;
  }
}
