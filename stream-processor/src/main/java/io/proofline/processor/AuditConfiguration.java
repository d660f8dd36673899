package io.proofline.processor;

import io.proofline.audit.SigningKey;
import io.proofline.processor.topology.review.AuditCheckpointProcessor;
import io.proofline.processor.topology.review.StopCheckpoints;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.AuditCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the signing of the audit trail; an unreadable key prevents the start. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

  private static final Logger log = LoggerFactory.getLogger(AuditConfiguration.class);
  static final String NO_KEY =
      "not written: proofline.processor.audit-key names no key, so a truncated audit trail"
          + " can't be detected";

  /** Wraps the key, since an Optional can't be a bean. */
  record AuditKey(Optional<SigningKey> key) {

    String describe() {
      return key.map(k -> "signed with key " + k.verifyingKey().id()).orElse(NO_KEY);
    }
  }

  @Bean
  AuditKey auditKey(ProcessorProperties settings) {
    var key = new AuditKey(read(settings.auditKey()));
    log.info("Checkpoints of the audit trail are {}", key.describe());
    return key;
  }

  @Bean
  StopCheckpoints stopCheckpoints() {
    return new StopCheckpoints();
  }

  @Bean
  ProcessorSupplier<String, AuditCheckpointProcessor.Input, String, AuditCheckpoint> checkpoints(
      ProcessorProperties settings, Topics topics, AuditKey key, StopCheckpoints stopCheckpoints) {
    return AuditCheckpointProcessor.supplier(
        settings.account(),
        topics.audit().partitions(),
        settings.auditCheckpointEvery(),
        key.key(),
        stopCheckpoints);
  }

  @Bean
  SmartLifecycle checkpointsBeforeStop(StopCheckpoints stopCheckpoints) {
    return new CheckpointsBeforeStop(stopCheckpoints);
  }

  /** Stops before the Kafka Streams applications, which write the checkpoints. */
  private static final class CheckpointsBeforeStop implements SmartLifecycle {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final StopCheckpoints stopCheckpoints;
    private volatile boolean running;

    CheckpointsBeforeStop(StopCheckpoints stopCheckpoints) {
      this.stopCheckpoints = stopCheckpoints;
    }

    @Override
    public void start() {
      running = true;
    }

    @Override
    public void stop() {
      running = false;
      try {
        if (!stopCheckpoints.sign(TIMEOUT)) {
          log.warn(
              "The newest entries of the audit trail have no checkpoint yet; the next one covers"
                  + " them");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public boolean isRunning() {
      return running;
    }

    /** The last to start, and the first to stop. */
    @Override
    public int getPhase() {
      return Integer.MAX_VALUE;
    }
  }

  @Bean
  HealthIndicator auditHealthIndicator(AuditKey key) {
    return () -> Health.up().withDetail("checkpoints", key.describe()).build();
  }

  static Optional<SigningKey> read(String file) {
    if (file.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(SigningKey.fromPem(Files.readString(Path.of(file))));
    } catch (IOException e) {
      throw invalidKey(file, "can't be read", e);
    } catch (IllegalArgumentException e) {
      throw invalidKey(file, "has no Ed25519 private key as PEM", e);
    }
  }

  private static IllegalArgumentException invalidKey(String file, String why, Exception cause) {
    return new IllegalArgumentException(
        "proofline.processor.audit-key: %s %s".formatted(file, why), cause);
  }
}
