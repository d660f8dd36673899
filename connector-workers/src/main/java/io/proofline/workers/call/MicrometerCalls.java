package io.proofline.workers.call;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;

/** Counts requests under {@code proofline.workers.requests*}. */
public final class MicrometerCalls implements CallMetrics {

  private final MeterRegistry registry;

  public MicrometerCalls(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void left(Api api, Priority priority, Duration waited) {
    registry
        .timer("proofline.workers.requests.wait", "api", api.label(), "turn", priority.label())
        .record(waited);
  }

  @Override
  public void stayed(Api api, Priority priority) {
    registry
        .counter("proofline.workers.requests.stayed", "api", api.label(), "turn", priority.label())
        .increment();
  }

  @Override
  public void answered(Api api, String answer, Duration took) {
    registry.timer("proofline.workers.requests", "api", api.label(), "answer", answer).record(took);
  }

  /** Shows what waits at an outlet and what is under way. */
  public Outlet shown(Outlet outlet) {
    var api = outlet.api().label();
    registry.gauge(
        "proofline.workers.requests.waiting", Tags.of("api", api), outlet, Outlet::waiting);
    registry.gauge(
        "proofline.workers.requests.under.way", Tags.of("api", api), outlet, Outlet::underWay);
    return outlet;
  }
}
