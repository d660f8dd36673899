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
 * What a search index knows: every change reaches it a fixed time after it was made. Whoever knows
 * a key or a date of what is looked for need not look at all there is.
 */
public final class LaggedView<T> {
  private record Pending<T>(Instant visibleAt, String id, Optional<T> value) {}

  private final Duration lag;
  private final Clock clock;
  private final Queue<Pending<T>> pending = new ArrayDeque<>();
  private final Indexed<T> visible = new Indexed<>();

  private volatile Optional<Faults> faults = Optional.empty();

  public LaggedView(Duration lag, Clock clock) {
    this.lag = lag;
    this.clock = clock;
  }

  /** Names a key by which values can be found, whatever its case. Call it before the first put. */
  public LaggedView<T> keyed(String name, Function<T, Collection<String>> read) {
    visible.key(name, read);
    return this;
  }

  /** Names a date by which values can be found. Call it before the first put. */
  public LaggedView<T> dated(String name, Function<T, Instant> read) {
    visible.date(name, read);
    return this;
  }

  public synchronized void put(String id, T value) {
    pending.add(new Pending<>(clock.instant().plus(lag), id, Optional.of(value)));
    if (lag.isZero() && !faults.map(Faults::mayLag).orElse(false)) {
      catchUp(Duration.ZERO);
    }
  }

  /** These may let it lag more. What was found once stays found. */
  public void troubledBy(Faults trouble) {
    faults = Optional.of(trouble);
  }

  public synchronized void remove(String id) {
    pending.add(new Pending<>(clock.instant().plus(lag), id, Optional.empty()));
  }

  /** Everything that can be found now, in the order in which it was first put. */
  public synchronized List<T> found() {
    catchUp(lagOfTrouble());
    return visible.values();
  }

  /** How many there are to be found. */
  public synchronized int size() {
    catchUp(lagOfTrouble());
    return visible.size();
  }

  /** Those with these ids, in the order in which they were first put. */
  public synchronized List<T> byId(Collection<String> ids) {
    catchUp(lagOfTrouble());
    return visible.byId(ids.stream());
  }

  /** How many have one of these keys, those with several counted for each. */
  public synchronized int count(String key, Collection<String> wanted) {
    catchUp(lagOfTrouble());
    return visible.count(key, wanted);
  }

  /** Those that have one of these keys, in the order in which they were first put. */
  public synchronized List<T> byKey(String key, Collection<String> wanted) {
    catchUp(lagOfTrouble());
    return visible.byKey(key, wanted);
  }

  /** All of them, oldest first. */
  public synchronized List<T> inOrder(String date) {
    catchUp(lagOfTrouble());
    return visible.inOrder(date);
  }

  /** Those in a span of time without its end, unless they are more than {@code most}. */
  public synchronized Optional<List<T>> between(
      String date, Instant from, Instant until, int most) {
    catchUp(lagOfTrouble());
    return visible.between(date, from, until, most);
  }

  /** Ends the lag for all that is pending, as after a restart. */
  public synchronized void settle() {
    pending.forEach(this::show);
    pending.clear();
  }

  private Duration lagOfTrouble() {
    return faults.map(Faults::searchLag).orElse(Duration.ZERO);
  }

  private void catchUp(Duration more) {
    var now = clock.instant().minus(more);
    for (var next = pending.peek();
        next != null && !next.visibleAt().isAfter(now);
        next = pending.peek()) {
      show(pending.remove());
    }
  }

  private void show(Pending<T> change) {
    change
        .value()
        .ifPresentOrElse(
            value -> visible.put(change.id(), value), () -> visible.remove(change.id()));
  }
}
