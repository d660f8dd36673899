package io.proofline.workers.switches;

import io.proofline.schemas.Topic;
import io.proofline.schemas.TopicFollower;
import io.proofline.schemas.avro.Switch;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Follows the topic {@code switches} into a {@link SwitchTable}. Its health is down while the topic
 * can't be read; the switches read so far stay in use.
 */
public final class SwitchesTopicReader implements SmartLifecycle, HealthIndicator {

  private final TopicFollower<Switch> follower;

  public SwitchesTopicReader(
      Topic<String, Switch> topic,
      Supplier<Consumer<String, byte[]>> consumers,
      SwitchTable table) {
    this.follower = new TopicFollower<>(topic, consumers, table::accept, table::markComplete);
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
