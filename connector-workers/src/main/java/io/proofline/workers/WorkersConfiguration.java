package io.proofline.workers;

import io.micrometer.core.instrument.MeterRegistry;
import io.proofline.http.HttpServerLimits;
import io.proofline.schemas.HttpSchemaRegistry;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.SchemaRegistry;
import io.proofline.schemas.Topics;
import io.proofline.schemas.Tracing;
import io.proofline.workers.containers.ContainerSettings;
import io.proofline.workers.execution.ApiStateSettings;
import io.proofline.workers.execution.CommandLoopSettings;
import io.proofline.workers.files.FileSettings;
import io.proofline.workers.kafka.KafkaClients;
import io.proofline.workers.photoshelter.PhotoShelterProperties;
import io.proofline.workers.photoshelter.SnapshotSettings;
import io.proofline.workers.poll.PollSettings;
import io.proofline.workers.rules.RulesTable;
import io.proofline.workers.thumbnail.ThumbnailSettings;
import io.proofline.workers.work.Clocks;
import io.proofline.workers.work.Installation;
import io.proofline.workers.ziflow.ZiflowProperties;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires the beans that all features share, and gives each feature its part of the settings. A
 * feature's own beans are in the {@code …Configuration} of its package, which the application's
 * component scan finds; so features depend on no type of this package.
 */
@Configuration(proxyBeanMethods = false)
class WorkersConfiguration {

  private static final int QUEUE_LIMIT = 500;
  private static final int MAX_THUMBNAILS_AT_ONCE = 8;
  private static final Duration THUMBNAIL_WITHIN = Duration.ofSeconds(15);

  private final WorkersProperties settings;

  WorkersConfiguration(WorkersProperties settings) {
    this.settings = settings;
  }

  @Bean
  HttpSchemaRegistry schemaRegistry() {
    return settings.kafka().openRegistryOfService();
  }

  @Bean
  Topics topics(SchemaRegistry registry) {
    return settings.kafka().topics(registry);
  }

  @Bean
  KafkaClients workersKafka() {
    return new KafkaClients(settings.kafka(), "workers", settings.instanceId());
  }

  @Bean
  KafkaClients pollerKafka() {
    return new KafkaClients(settings.kafka(), "poller", settings.instanceId());
  }

  @Bean
  Clocks clocks() {
    return Clocks.system();
  }

  @Bean
  Tracing tracing() {
    return Tracing.fromEnvironment("connector-workers", System.getenv());
  }

  @Bean
  Installation installation() {
    return new Installation(settings.account());
  }

  @Bean
  PersonKey personKey() {
    return settings.personKey();
  }

  @Bean
  RulesTable rules() {
    return new RulesTable(settings.rulesName());
  }

  @Bean
  ZiflowProperties ziflowSettings() {
    return settings.ziflow();
  }

  @Bean
  PhotoShelterProperties librarySettings() {
    return settings.photoshelter();
  }

  @Bean
  SnapshotSettings snapshotSettings() {
    return new SnapshotSettings(settings.poll().missingGrace());
  }

  @Bean
  ContainerSettings containerSettings() {
    return new ContainerSettings(settings.containerCache());
  }

  @Bean
  FileSettings fileSettings() {
    return new FileSettings(
        settings.spoolDir(),
        settings.spoolSize().toBytes(),
        settings.filesUrl(),
        settings.filesSecret(),
        settings.peerUrl());
  }

  @Bean
  ThumbnailSettings thumbnailSettings() {
    return new ThumbnailSettings(
        settings.thumbnailToken(), THUMBNAIL_WITHIN, MAX_THUMBNAILS_AT_ONCE);
  }

  @Bean
  HttpServerLimits httpServerLimits(MeterRegistry meters) {
    return new HttpServerLimits(settings.http(), meters);
  }

  @Bean
  PollSettings pollSettings() {
    var poll = settings.poll();
    return new PollSettings(
        settings.account(),
        poll.every(),
        poll.overlap(),
        poll.from(),
        poll.passPerMinute(),
        poll.fullEvery(),
        poll.wholeEvery(),
        poll.galleriesEvery(),
        poll.missingGrace(),
        poll.purgedAfter(),
        settings.waiting().first(),
        settings.waiting().most());
  }

  @Bean
  ApiStateSettings apiStateSettings() {
    return new ApiStateSettings(settings.instanceId(), settings.apiStateEvery());
  }

  @Bean
  CommandLoopSettings commandLoopSettings() {
    return new CommandLoopSettings(
        settings.instanceId(),
        settings.account(),
        settings.concurrency(),
        settings.lookUp().leaveWithin(),
        settings.recoveryDelay(),
        settings.lookUp().waits(),
        settings.repeat().attempts(),
        settings.repeat().first(),
        settings.repeat().most(),
        settings.waiting().first(),
        settings.waiting().most(),
        QUEUE_LIMIT,
        settings.stopWithin(),
        settings.waiting().first());
  }
}
