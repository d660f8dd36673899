package io.proofline.processor.web;

import io.proofline.schemas.Topic;
import io.proofline.schemas.TopicFollower;
import io.proofline.schemas.avro.CollectionView;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Reads the collections topic from its beginning and keeps the cache current. Its health is down
 * while the topic can't be read; after an unreadable record the collection's previous view stays.
 */
final class CollectionViewConsumer implements SmartLifecycle, HealthIndicator {

  private final TopicFollower<CollectionView> follower;

  CollectionViewConsumer(
      Topic<String, CollectionView> topic,
      Supplier<Consumer<String, byte[]>> consumers,
      CollectionViewCache cache) {
    this.follower = new TopicFollower<>(topic, consumers, cache::accept, cache::markLoaded);
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
