package io.proofline.workers.call;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;

/** Metrics of requests in Micrometer, under {@code proofline.workers.requests*}. */
public final class MicrometerCallMetrics implements CallMetrics {

  private final MeterRegistry registry;

  public MicrometerCallMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void recordSent(Api api, CallPriority callPriority, Duration waited) {
    registry
        .timer("proofline.workers.requests.wait", "api", api.label(), "turn", callPriority.label())
        .record(waited);
  }

  @Override
  public void recordTimedOut(Api api, CallPriority callPriority) {
    registry
        .counter(
            "proofline.workers.requests.stayed", "api", api.label(), "turn", callPriority.label())
        .increment();
  }

  @Override
  public void recordCompleted(Api api, String answer, Duration took) {
    registry.timer("proofline.workers.requests", "api", api.label(), "answer", answer).record(took);
  }

  /** Registers gauges of waiting requests and of those in flight. */
  public PriorityRateLimiter registerGauges(PriorityRateLimiter rateLimiter) {
    var api = rateLimiter.api().label();
    registry.gauge(
        "proofline.workers.requests.waiting",
        Tags.of("api", api),
        rateLimiter,
        PriorityRateLimiter::waiting);
    registry.gauge(
        "proofline.workers.requests.under.way",
        Tags.of("api", api),
        rateLimiter,
        PriorityRateLimiter::inFlight);
    return rateLimiter;
  }
}
