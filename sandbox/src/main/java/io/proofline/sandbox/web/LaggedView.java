package io.proofline.sandbox.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** What a search index knows: every change reaches it a fixed time after it was made. */
public final class LaggedView<T> {
  private record Pending<T>(Instant visibleAt, String id, Optional<T> value) {}

  private final Duration lag;
  private final Clock clock;
  private final Queue<Pending<T>> pending = new ArrayDeque<>();
  private final Map<String, T> visible = new LinkedHashMap<>();

  private volatile Optional<Faults> faults = Optional.empty();

  public LaggedView(Duration lag, Clock clock) {
    this.lag = lag;
    this.clock = clock;
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
    catchUp(faults.map(Faults::searchLag).orElse(Duration.ZERO));
    return List.copyOf(visible.values());
  }

  /** Ends the lag for all that is pending, as after a restart. */
  public synchronized void settle() {
    pending.forEach(this::show);
    pending.clear();
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
