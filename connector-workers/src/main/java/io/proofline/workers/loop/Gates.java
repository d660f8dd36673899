package io.proofline.workers.loop;

import io.github.resilience4j.core.IntervalFunction;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.work.Time;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * One gate per API: closed while that API asks to wait, can't be reached or refuses us. Only the
 * poll thread touches it. A limiter and a breaker for each API join here.
 */
final class Gates {

  private final Time time;
  private final LoopHealth health;
  private final IntervalFunction pauses;
  private final Map<Api, Gate> closed = new EnumMap<>(Api.class);

  Gates(LoopSettings settings, Time time, LoopHealth health) {
    this.time = time;
    this.health = health;
    this.pauses =
        IntervalFunction.ofExponentialRandomBackoff(
            settings.waitFirst(), 2.0, 0.3, settings.waitMost());
  }

  boolean isOpen(Api api) {
    var gate = closed.get(api);
    return gate == null || time.isPast(gate.until());
  }

  /** Calls that come back together close a gate once: only a call that left later counts anew. */
  void close(ApiError because) {
    var before = closed.get(because.api());
    int times = before == null ? 1 : before.times() + (isOpen(because.api()) ? 1 : 0);
    long until = time.after(pause(because, times));
    long latest = before == null || until - before.until() > 0 ? until : before.until();
    closed.put(because.api(), new Gate(latest, times));
    health.waits(because.api(), because.text());
  }

  /** A call came back with a value: whatever was, it is over. */
  void succeeded(Api api) {
    if (isOpen(api) && closed.remove(api) != null) {
      health.goesOn(api);
    }
  }

  private Duration pause(ApiError because, int times) {
    var own = Duration.ofMillis(pauses.apply(times));
    return because instanceof Throttled(_, _, var said) ? said.orElse(own) : own;
  }

  private record Gate(long until, int times) {}
}
