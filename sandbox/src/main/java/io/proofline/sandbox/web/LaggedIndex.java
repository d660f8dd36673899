package io.proofline.sandbox.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;

/**
 * A search index with lag: every change becomes visible a fixed time after it was made. Values can
 * be looked up by key or by date without a full scan.
 */
public final class LaggedIndex<T> {
  private record Pending<T>(Instant visibleAt, String id, Optional<T> value) {}

  private final Duration lag;
  private final Clock clock;
  private final Queue<Pending<T>> pending = new ArrayDeque<>();
  private final IndexedValues<T> visible = new IndexedValues<>();

  private volatile Optional<FaultInjector> faults = Optional.empty();

  public LaggedIndex(Duration lag, Clock clock) {
    this.lag = lag;
    this.clock = clock;
  }

  /** Adds a case-insensitive key by which values can be found. Call it before the first put. */
  public LaggedIndex<T> indexKey(String name, Function<T, Collection<String>> read) {
    visible.key(name, read);
    return this;
  }

  /** Adds a date by which values can be found. Call it before the first put. */
  public LaggedIndex<T> indexDate(String name, Function<T, Instant> read) {
    visible.date(name, read);
    return this;
  }

  public synchronized void put(String id, T value) {
    pending.add(new Pending<>(clock.instant().plus(lag), id, Optional.of(value)));
    if (lag.isZero() && !faults.map(FaultInjector::hasSearchFaults).orElse(false)) {
      applyPending(Duration.ZERO);
    }
  }

  /** Sets the faults that may increase the lag. A change that was visible once stays visible. */
  public void injectFaults(FaultInjector faultInjector) {
    faults = Optional.of(faultInjector);
  }

  public synchronized void remove(String id) {
    pending.add(new Pending<>(clock.instant().plus(lag), id, Optional.empty()));
  }

  /** All visible values, in insertion order. */
  public synchronized List<T> visibleValues() {
    applyPending(injectedLag());
    return visible.values();
  }

  /** The number of visible values. */
  public synchronized int size() {
    applyPending(injectedLag());
    return visible.size();
  }

  /** The visible values with these ids, in insertion order. */
  public synchronized List<T> byId(Collection<String> ids) {
    applyPending(injectedLag());
    return visible.byId(ids.stream());
  }

  /** The number of values with one of these keys; a value with several counts once for each. */
  public synchronized int count(String key, Collection<String> wanted) {
    applyPending(injectedLag());
    return visible.count(key, wanted);
  }

  /** The visible values with one of these keys, in insertion order. */
  public synchronized List<T> byKey(String key, Collection<String> wanted) {
    applyPending(injectedLag());
    return visible.byKey(key, wanted);
  }

  /** All visible values in the order of this date, oldest first. */
  public synchronized List<T> inOrder(String date) {
    applyPending(injectedLag());
    return visible.inOrder(date);
  }

  /**
   * The visible values in a time span, which excludes its end; empty if there are more than {@code
   * most}.
   */
  public synchronized Optional<List<T>> between(
      String date, Instant from, Instant until, int most) {
    applyPending(injectedLag());
    return visible.between(date, from, until, most);
  }

  /** Ends the lag for all that is pending, as after a restart. */
  public synchronized void applyAllPending() {
    pending.forEach(this::apply);
    pending.clear();
  }

  private Duration injectedLag() {
    return faults.map(FaultInjector::searchLag).orElse(Duration.ZERO);
  }

  private void applyPending(Duration more) {
    var now = clock.instant().minus(more);
    for (var next = pending.peek();
        next != null && !next.visibleAt().isAfter(now);
        next = pending.peek()) {
      apply(pending.remove());
    }
  }

  private void apply(Pending<T> change) {
    change
        .value()
        .ifPresentOrElse(
            value -> visible.put(change.id(), value), () -> visible.remove(change.id()));
  }
}
