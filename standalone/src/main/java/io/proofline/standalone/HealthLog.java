package io.proofline.standalone;

import io.proofline.cli.ServiceHealth;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a line a minute for each service that is not up. */
final class HealthLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HealthLog.class);

  private final Map<String, URI> services;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("health-log").factory());

  private HealthLog(Map<String, URI> services) {
    this.services = Map.copyOf(services);
  }

  static HealthLog start(Map<String, URI> services) {
    var watch = new HealthLog(services);
    var _ = watch.scheduler.scheduleWithFixedDelay(watch::logUnhealthy, 1, 1, TimeUnit.MINUTES);
    return watch;
  }

  /** Checks each service once. */
  void logUnhealthy() {
    services.forEach((service, address) -> {
      var health = ServiceHealth.ask(service, address);
      if (!health.isUp()) {
        LOG.warn("{} not up: {}", service, describe(health));
      }
    });
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }

  private static String describe(ServiceHealth health) {
    return String.join(
        "; ",
        health.unhealthyParts().stream()
            .map(unhealthyPart -> "%s: %s".formatted(unhealthyPart.part(), unhealthyPart.cause()))
            .toList());
  }
}
