package io.proofline.console.readmodel;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Health of the read model: down while it can't advance, out of service while none is complete.
 * {@code as_of} is the time up to which the answers are complete.
 */
public final class ReadModelHealth extends AbstractHealthIndicator {

  private final ReadModels readModels;
  private final InstantSource clock;

  public ReadModelHealth(ReadModels readModels, InstantSource clock) {
    this.readModels = readModels;
    this.clock = clock;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    health.up().withDetail("unreadable", readModels.unreadable());
    readModels
        .generation()
        .ifPresentOrElse(number -> health.withDetail("generation", number), health::outOfService);
    readModels.building().ifPresent(progress -> health.withDetail("rebuild", progress.describe()));
    readModels
        .asOf()
        .ifPresent(time ->
            health
                .withDetail("as_of", time.toString())
                .withDetail("behind", Duration.between(time, clock.instant()).toString()));
    readModels.failure().ifPresent(cause -> health.down().withDetail("cause", cause));
  }
}
