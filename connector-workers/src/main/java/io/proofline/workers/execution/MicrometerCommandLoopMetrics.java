package io.proofline.workers.execution;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.proofline.workers.call.Api;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The loop's counters under {@code proofline.workers.*}. */
public final class MicrometerCommandLoopMetrics implements CommandLoopMetrics {

  private final MeterRegistry registry;
  private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();

  public MicrometerCommandLoopMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void recordPolled(String lane) {
    registry.counter("proofline.workers.polled", "lane", lane).increment();
  }

  @Override
  public void recordEnded(String lane, RecordOutcome recordOutcome, int count) {
    var result = recordOutcome.name().toLowerCase(Locale.ROOT);
    registry.counter("proofline.workers.ended", "lane", lane, "ending", result).increment(count);
  }

  @Override
  public void recordLaneStatus(String lane, LaneStatus laneStatus) {
    set("proofline.workers.open", "lane", lane, laneStatus.open());
    set("proofline.workers.lag", "lane", lane, laneStatus.lag());
    set("proofline.workers.age.seconds", "lane", lane, laneStatus.age().toSeconds());
  }

  @Override
  public void recordLedgerEntries(int entries) {
    set("proofline.workers.ledger", "of", "open", entries);
  }

  @Override
  public void recordBreakerState(Api api, int state) {
    set("proofline.workers.circuit.breaker", "api", api.label(), state);
  }

  @Override
  public void recordRestart() {
    registry.counter("proofline.workers.restarts").increment();
  }

  private void set(String name, String tag, String value, long number) {
    gauges
        .computeIfAbsent(
            name + value, _ -> registry.gauge(name, List.of(Tag.of(tag, value)), new AtomicLong()))
        .set(number);
  }
}
