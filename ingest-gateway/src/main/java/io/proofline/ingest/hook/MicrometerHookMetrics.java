package io.proofline.ingest.hook;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;

/** {@link HookMetrics} as meters named {@code proofline.gateway.*}, tagged with the source. */
public final class MicrometerHookMetrics implements HookMetrics {

  private static final String NAME = "proofline.gateway.";
  private static final String SOURCE = "source";

  private final MeterRegistry meters;

  public MicrometerHookMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void received(String source) {
    meters.counter(NAME + "received", SOURCE, source).increment();
  }

  @Override
  public void published(String source, Duration took) {
    meters.timer(NAME + "published", SOURCE, source).record(took);
  }

  @Override
  public void refused(String source, Refusal why) {
    var reason = why.name().toLowerCase(Locale.ROOT);
    meters.counter(NAME + "refused", SOURCE, source, "reason", reason).increment();
  }

  @Override
  public void notStored(String source) {
    meters.counter(NAME + "not.stored", SOURCE, source).increment();
  }

  @Override
  public void brokenOff(String source) {
    meters.counter(NAME + "broken.off", SOURCE, source).increment();
  }
}
