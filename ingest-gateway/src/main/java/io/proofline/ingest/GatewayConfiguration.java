package io.proofline.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.proofline.http.HttpServerLimits;
import io.proofline.ingest.hook.Hook;
import io.proofline.ingest.hook.HookHandler;
import io.proofline.ingest.hook.HookMetrics;
import io.proofline.ingest.hook.MicrometerHookMetrics;
import io.proofline.ingest.library.LibraryHook;
import io.proofline.ingest.library.StandardWebhooksVerifier;
import io.proofline.ingest.publish.PublisherPreparation;
import io.proofline.ingest.publish.SignalPublisher;
import io.proofline.ingest.ziflow.ZiflowHook;
import io.proofline.ingest.ziflow.ZiflowSignatureVerifier;
import io.proofline.schemas.HttpSchemaRegistry;
import io.proofline.schemas.Topics;
import io.proofline.schemas.Tracing;
import io.proofline.schemas.avro.LibrarySignal;
import io.proofline.schemas.avro.ZiflowSignal;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.MicrometerProducerListener;

/** Wires the gateway's hooks, publisher, HTTP server and health. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewayProperties.class)
class GatewayConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayConfiguration.class);

  @Bean
  HttpSchemaRegistry schemaRegistry(GatewayProperties settings) {
    return settings.kafka().openRegistryOfService();
  }

  @Bean
  Topics topics(GatewayProperties settings, HttpSchemaRegistry registry) {
    LOG.info("{}", settings);
    return settings.kafka().topics(registry);
  }

  @Bean
  DefaultKafkaProducerFactory<String, byte[]> producers(
      GatewayProperties settings, MeterRegistry meters) {
    var factory =
        new DefaultKafkaProducerFactory<>(
            SignalPublisher.settings(settings.kafka(), settings.maxBody()),
            new StringSerializer(),
            new ByteArraySerializer());
    factory.addListener(new MicrometerProducerListener<>(meters));
    return factory;
  }

  @Bean
  SignalPublisher signals() {
    return new SignalPublisher();
  }

  @Bean(initMethod = "start")
  PublisherPreparation preparation(
      Topics topics,
      HttpSchemaRegistry registry,
      DefaultKafkaProducerFactory<String, byte[]> producers,
      SignalPublisher signals) {
    return new PublisherPreparation(
        Map.of(
            topics.ziflowSignals(), ZiflowSignal.getClassSchema(),
            topics.librarySignals(), LibrarySignal.getClassSchema()),
        registry,
        producers,
        signals);
  }

  @Bean
  Tracing tracing() {
    return Tracing.fromEnvironment("ingest-gateway", System.getenv());
  }

  @Bean
  HookMetrics hookMetrics(MeterRegistry meters) {
    return new MicrometerHookMetrics(meters);
  }

  @Bean
  ZiflowHook ziflowHook(GatewayProperties settings, Topics topics) {
    return new ZiflowHook(settings.account(), topics.ziflowSignals(), ziflowSignature(settings));
  }

  @Bean
  HttpServerLimits httpServerLimits(GatewayProperties settings, MeterRegistry meters) {
    return new HttpServerLimits(settings.http(), meters);
  }

  @Bean
  HttpHandler hooks(
      GatewayProperties settings,
      ZiflowHook ziflow,
      Topics topics,
      SignalPublisher signals,
      HookMetrics metrics,
      Tracing tracing) {
    return new HookHandler(
        Stream.concat(Stream.of(ziflow), library(settings, topics)).toList(),
        signals,
        metrics,
        tracing,
        InstantSource.system(),
        settings.maxBody(),
        settings.bodyTimeout());
  }

  @Bean
  HealthIndicator signalsHealthIndicator(SignalPublisher signals) {
    return () ->
        signals
            .trouble()
            .map(trouble -> Health.down().withDetail("trouble", trouble))
            .orElseGet(Health::up)
            .build();
  }

  @Bean
  HealthIndicator ziflowHealthIndicator(ZiflowHook ziflow) {
    return () -> Health.up().withDetail("signature", ziflow.signatureScheme()).build();
  }

  /** DOWN while a previous secret is in use because its file is invalid. */
  @Bean
  HealthIndicator secretsHealthIndicator(GatewayProperties settings) {
    var secrets =
        Stream.concat(settings.ziflowSecrets().stream(), settings.librarySecrets().stream())
            .toList();
    return () ->
        secrets.stream()
            .flatMap(secret -> secret.trouble().stream())
            .reduce((one, other) -> one + "; " + other)
            .map(trouble -> Health.down().withDetail("trouble", trouble))
            .orElseGet(Health::up)
            .build();
  }

  private static Optional<ZiflowSignatureVerifier> ziflowSignature(GatewayProperties settings) {
    if (settings.ziflowSecrets().isEmpty()) {
      LOG.warn(
          "/hooks/ziflow accepts unsigned deliveries: proofline.gateway.ziflow-unsigned is true");
      return Optional.empty();
    }
    return Optional.of(
        new ZiflowSignatureVerifier(
            settings.ziflowSecrets(), settings.ziflowSignature(), settings.publicUrl()));
  }

  private static Stream<Hook> library(GatewayProperties settings, Topics topics) {
    if (settings.librarySecrets().isEmpty()) {
      LOG.info("There is no /hooks/library: proofline.gateway.library-secrets is empty");
      return Stream.empty();
    }
    var signatures =
        new StandardWebhooksVerifier(settings.librarySecrets(), InstantSource.system());
    return Stream.of(new LibraryHook(settings.account(), topics.librarySignals(), signatures));
  }
}
