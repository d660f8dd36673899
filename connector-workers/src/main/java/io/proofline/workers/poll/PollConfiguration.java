package io.proofline.workers.poll;

import io.proofline.schemas.Topics;
import io.proofline.schemas.Tracing;
import io.proofline.workers.call.RetryingReads;
import io.proofline.workers.kafka.KafkaClients;
import io.proofline.workers.photoshelter.GalleryListings;
import io.proofline.workers.photoshelter.GalleryPathCache;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.photoshelter.PhotoShelterProperties;
import io.proofline.workers.photoshelter.PhotoShelterV3Client;
import io.proofline.workers.photoshelter.SnapshotReader;
import io.proofline.workers.rules.RulesTable;
import io.proofline.workers.work.Clocks;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the poller of the library and its health. */
@Configuration(proxyBeanMethods = false)
class PollConfiguration {

  @Bean
  PollHealth pollHealth() {
    return new PollHealth();
  }

  /** Its reads are retried, since a pass makes many calls and no person waits for one of them. */
  @Bean
  @ConditionalOnBooleanProperty(name = "proofline.workers.poll.enabled", matchIfMissing = true)
  PollerSupervisor poller(
      Topics topics,
      @Qualifier("pollerKafka") KafkaClients kafkaClients,
      PollSettings settings,
      PhotoShelterClient library,
      PhotoShelterV3Client v3,
      PhotoShelterProperties librarySettings,
      RulesTable rules,
      Clocks clocks,
      PollHealth health,
      Tracing tracing) {
    var retries = new RetryingReads(4, Duration.ofMillis(500), Duration.ofSeconds(10));
    var retryingLibrary = library.withRetries(retries);
    var paths = new GalleryPathCache(retryingLibrary, librarySettings.pathCache(), clocks.clock());
    return new PollerSupervisor(
        topics,
        kafkaClients,
        settings,
        retryingLibrary,
        new SnapshotReader(retryingLibrary, paths, clocks.clock()),
        new GalleryListings(v3, retries, librarySettings.readings().rows()),
        paths,
        rules::inForce,
        clocks.clock(),
        health,
        tracing);
  }

  /** Down after a poll that failed, until one succeeds. */
  @Bean
  HealthIndicator libraryPollerHealthIndicator(PollHealth health) {
    return () ->
        health
            .failure()
            .map(cause -> Health.down().withDetail("cause", cause))
            .orElseGet(Health::up)
            .withDetail("state", health.state())
            .withDetail("unreadable", health.unreadableRecords())
            .build();
  }
}
