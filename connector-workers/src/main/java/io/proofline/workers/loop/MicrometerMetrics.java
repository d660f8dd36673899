package io.proofline.workers.loop;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.proofline.workers.call.Api;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The loop's counters under {@code proofline.workers.*}. */
public final class MicrometerMetrics implements LoopMetrics {

  private final MeterRegistry registry;
  private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();

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
  public void stands(String lane, Standing standing) {
    set("proofline.workers.open", "lane", lane, standing.open());
    set("proofline.workers.lag", "lane", lane, standing.lag());
    set("proofline.workers.age.seconds", "lane", lane, standing.age().toSeconds());
  }

  @Override
  public void ledger(int entries) {
    set("proofline.workers.ledger", "of", "open", entries);
  }

  @Override
  public void gate(Api api, int state) {
    set("proofline.workers.gate", "api", api.label(), state);
  }

  @Override
  public void restarted() {
    registry.counter("proofline.workers.restarts").increment();
  }

  private void set(String name, String tag, String value, long number) {
    gauges
        .computeIfAbsent(
            name + value, _ -> registry.gauge(name, List.of(Tag.of(tag, value)), new AtomicLong()))
        .set(number);
  }
}
