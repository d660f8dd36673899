package io.proofline.workers.loop;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The loop's counters under {@code proofline.workers.*}. */
public final class MicrometerMetrics implements LoopMetrics {

  private final MeterRegistry registry;
  private final Map<String, AtomicInteger> open = new ConcurrentHashMap<>();

  public MicrometerMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void polled(String lane) {
    registry.counter("proofline.workers.polled", "lane", lane).increment();
  }

  @Override
  public void ended(String lane, End end, int count) {
    var ending = end.name().toLowerCase(Locale.ROOT);
    registry.counter("proofline.workers.ended", "lane", lane, "ending", ending).increment(count);
  }

  @Override
  public void open(String lane, int count) {
    open.computeIfAbsent(
            lane,
            name -> {
              var gauge = new AtomicInteger();
              registry.gauge("proofline.workers.open", List.of(Tag.of("lane", name)), gauge);
              return gauge;
            })
        .set(count);
  }

  @Override
  public void restarted() {
    registry.counter("proofline.workers.restarts").increment();
  }
}
