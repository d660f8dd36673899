package io.proofline.processor;

import io.micrometer.core.instrument.MeterRegistry;
import io.proofline.http.HttpServerLimits;
import io.proofline.processor.topology.ProcessorMetrics;
import io.proofline.processor.topology.UnreadableRecordHandler;
import io.proofline.processor.topology.intake.IntakeTopology;
import io.proofline.processor.topology.review.AuditCheckpointProcessor;
import io.proofline.processor.topology.review.ReviewTopology;
import io.proofline.schemas.HttpSchemaRegistry;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.AuditCheckpoint;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.KafkaStreamsConfiguration;
import org.springframework.kafka.config.KafkaStreamsInfrastructureCustomizer;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;

/**
 * Wires the two Kafka Streams applications, intake and review, each with its own application id.
 */
@Configuration(proxyBeanMethods = false)
class StreamsConfiguration {

  private static final int STOP_SECONDS = 5;
  private static final Duration RESTART_DELAY = Duration.ofSeconds(1);

  @Bean
  HttpSchemaRegistry schemaRegistry(ProcessorProperties settings) {
    return settings.kafka().openRegistryOfService();
  }

  @Bean
  HttpServerLimits httpServerLimits(ProcessorProperties settings, MeterRegistry meters) {
    return new HttpServerLimits(settings.http(), meters);
  }

  @Bean
  Topics topics(ProcessorProperties settings, HttpSchemaRegistry registry) {
    return settings.kafka().topics(registry);
  }

  @Bean
  MicrometerProcessorMetrics topologyMetrics(MeterRegistry meters) {
    return new MicrometerProcessorMetrics(meters, Clock.systemUTC());
  }

  @Bean
  IntakeTopology intakeTopology(
      ProcessorProperties settings, Topics topics, ProcessorMetrics metrics) {
    return new IntakeTopology(
        topics, settings.account(), settings.rulesName(), settings.personKey(), metrics);
  }

  @Bean
  ReviewTopology reviewTopology(
      ProcessorProperties settings,
      Topics topics,
      ProcessorMetrics metrics,
      ProcessorSupplier<String, AuditCheckpointProcessor.Input, String, AuditCheckpoint>
          checkpoints) {
    return new ReviewTopology(
        topics, settings.account(), settings.rulesName(), checkpoints, metrics);
  }

  @Bean
  TopicStartupCheck checkTopics(
      ProcessorProperties settings, Topics topics, IntakeTopology intake, ReviewTopology review) {
    return new TopicStartupCheck(settings.kafka(), topics, List.of(intake::addTo, review::addTo));
  }

  @Bean
  StreamsBuilderFactoryBean intake(
      ProcessorProperties settings,
      Topics topics,
      IntakeTopology topology,
      MeterRegistry meters,
      ProcessorMetrics metrics,
      StreamsHealth health,
      @Qualifier("intakeRestoreProgress") RestoreProgress progress) {
    var config = streamsSettings("intake", settings, topics, metrics);
    return streams("intake", config, topology::addTo, meters, health, progress);
  }

  @Bean
  StreamsBuilderFactoryBean review(
      ProcessorProperties settings,
      Topics topics,
      ReviewTopology topology,
      MeterRegistry meters,
      ProcessorMetrics metrics,
      StreamsHealth health,
      @Qualifier("reviewRestoreProgress") RestoreProgress progress) {
    var config = streamsSettings("review", settings, topics, metrics);
    return streams("review", config, topology::addTo, meters, health, progress);
  }

  @Bean
  RestoreProgress intakeRestoreProgress() {
    return new RestoreProgress(Clock.systemUTC());
  }

  @Bean
  RestoreProgress reviewRestoreProgress() {
    return new RestoreProgress(Clock.systemUTC());
  }

  @Bean
  StreamsHealth streamsHealth(MicrometerProcessorMetrics metrics) {
    return new StreamsHealth(Clock.systemUTC(), metrics::unreadableRecords);
  }

  @Bean
  HealthIndicator streamsHealthIndicator(
      @Qualifier("&intake") StreamsBuilderFactoryBean intake,
      @Qualifier("&review") StreamsBuilderFactoryBean review,
      StreamsHealth health,
      @Qualifier("intakeRestoreProgress") RestoreProgress ofIntake,
      @Qualifier("reviewRestoreProgress") RestoreProgress ofReview) {
    return () ->
        health.health(
            List.of(
                StreamsHealth.Application.of("intake", intake.getKafkaStreams(), ofIntake),
                StreamsHealth.Application.of("review", review.getKafkaStreams(), ofReview)));
  }

  private static StreamsBuilderFactoryBean streams(
      String name,
      Map<String, Object> settings,
      Consumer<StreamsBuilder> topology,
      MeterRegistry meters,
      StreamsHealth health,
      RestoreProgress progress) {
    var streams = new StreamsBuilderFactoryBean(new KafkaStreamsConfiguration(settings));
    streams.setInfrastructureCustomizer(
        new KafkaStreamsInfrastructureCustomizer() {
          @Override
          public void configureBuilder(StreamsBuilder builder) {
            topology.accept(builder);
          }
        });
    streams.setKafkaStreamsCustomizer(s -> StreamsGauges.bind(name, s, meters));
    streams.setStreamsUncaughtExceptionHandler(e -> {
      health.recordFailure(name, e);
      pause();
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    });
    streams.setStateListener(progress);
    streams.setStateRestoreListener(progress);
    streams.setCloseTimeout(STOP_SECONDS);
    return streams;
  }

  /** On the failed thread, before it is replaced: its successor may meet the same cause. */
  private static void pause() {
    try {
      Thread.sleep(RESTART_DELAY);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Settings of one application. The classic group protocol with static membership avoids a
   * rebalance at a restart, even after a kill.
   */
  static Map<String, Object> streamsSettings(
      String name, ProcessorProperties settings, Topics topics, ProcessorMetrics metrics) {
    var kafka = settings.kafka();
    var application = kafka.prefix() + name;
    var config = kafka.producerSettings(application);
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    config.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().resolve(name).toString());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    config.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.instanceId() + "-" + name);
    config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksDbMemory.class);
    // only StreamsGauges reads metrics: a reader of a closing store's gauges crashes the JVM
    config.put(StreamsConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
    config.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    config.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        UnreadableRecordHandler.class);
    config.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableRecordHandler.class);
    config.put(UnreadableRecordHandler.TOPICS, topics);
    config.put(UnreadableRecordHandler.ACCOUNT, settings.account());
    config.put(UnreadableRecordHandler.METRICS, metrics);
    return config;
  }
}
