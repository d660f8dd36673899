package io.proofline.workers.rules;

import io.proofline.schemas.Topic;
import io.proofline.schemas.TopicFollower;
import io.proofline.schemas.avro.RulesRecord;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Reads the rules topic from its beginning into a {@link RulesTable}. Its health is down while the
 * topic can't be read; after an unreadable record the rules read so far stay in use.
 */
final class RulesTopicReader implements SmartLifecycle, HealthIndicator {

  private final TopicFollower<RulesRecord> follower;

  RulesTopicReader(
      Topic<String, RulesRecord> topic,
      Supplier<Consumer<String, byte[]>> consumers,
      RulesTable table) {
    this.follower = new TopicFollower<>(topic, consumers, table::accept, () -> {});
  }

  @Override
  public void start() {
    follower.start();
  }

  @Override
  public void stop() {
    follower.stop();
  }

  @Override
  public boolean isRunning() {
    return follower.isRunning();
  }

  @Override
  public Health health() {
    return follower
        .failure()
        .map(cause -> Health.down().withDetail("cause", cause))
        .orElseGet(Health::up)
        .withDetail("unreadable", follower.skipped())
        .build();
  }
}
