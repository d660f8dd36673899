package io.proofline.standalone;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a line a minute into the log for each service that is not up. */
final class RedHealth implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RedHealth.class);

  private final Map<String, URI> services;
  private final ScheduledExecutorService minutes =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("red-health").factory());

  private RedHealth(Map<String, URI> services) {
    this.services = Map.copyOf(services);
  }

  static RedHealth watch(Map<String, URI> services) {
    var watch = new RedHealth(services);
    var _ = watch.minutes.scheduleWithFixedDelay(watch::look, 1, 1, TimeUnit.MINUTES);
    return watch;
  }

  /** One look. */
  void look() {
    services.forEach((service, address) -> {
      var health = ServiceHealth.ask(service, address);
      if (!health.isUp()) {
        LOG.warn("{} not up: {}", service, told(health));
      }
    });
  }

  @Override
  public void close() {
    minutes.shutdownNow();
  }

  private static String told(ServiceHealth health) {
    return String.join(
        "; ",
        health.troubles().stream()
            .map(trouble -> "%s: %s".formatted(trouble.part(), trouble.cause()))
            .toList());
  }
}
