package io.proofline.workers.execution;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.proofline.schemas.avro.OutcomeStatus;
import io.proofline.workers.call.Api;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The command loop's metrics in Micrometer, under {@code proofline.workers.*}. */
final class MicrometerCommandLoopMetrics implements CommandLoopMetrics {

  private final MeterRegistry registry;
  private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();

  MicrometerCommandLoopMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void recordPolled(String lane) {
    registry.counter("proofline.workers.polled", "lane", lane).increment();
  }

  @Override
  public void recordOutcome(String lane, OutcomeStatus status) {
    countEnded(lane, status.name().toLowerCase(Locale.ROOT), 1);
  }

  @Override
  public void recordSkipped(String lane) {
    countEnded(lane, "skipped", 1);
  }

  @Override
  public void recordDropped(String lane, int count) {
    countEnded(lane, "dropped", count);
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
  public void recordPaused(Api api, boolean paused) {
    set("proofline.workers.paused", "api", api.label(), paused ? 1 : 0);
  }

  @Override
  public void recordRestart() {
    registry.counter("proofline.workers.restarts").increment();
  }

  private void countEnded(String lane, String ending, int count) {
    registry.counter("proofline.workers.ended", "lane", lane, "ending", ending).increment(count);
  }

  private void set(String name, String tag, String value, long number) {
    gauges
        .computeIfAbsent(
            name + value, _ -> registry.gauge(name, List.of(Tag.of(tag, value)), new AtomicLong()))
        .set(number);
  }
}
