package io.proofline.workers.kafka;

import io.proofline.schemas.Topic;
import io.proofline.schemas.TopicFollower;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Reads a compacted topic from its beginning into a table in memory, and keeps it current. Its
 * health is down while the topic can't be read; the records read so far stay in use, also after an
 * unreadable one.
 */
public final class TopicTableReader<V extends SpecificRecordBase>
    implements SmartLifecycle, HealthIndicator {

  private final TopicFollower<V> follower;

  /**
   * A reader that is not started yet.
   *
   * @param consumers create a consumer outside any group
   * @param table takes key and value of each record; null for a tombstone
   * @param onComplete called, perhaps often, once all records that existed at the start were taken
   */
  public TopicTableReader(
      Topic<String, V> topic,
      Supplier<Consumer<String, byte[]>> consumers,
      BiConsumer<String, @Nullable V> table,
      Runnable onComplete) {
    this.follower = new TopicFollower<>(topic, consumers, table, onComplete);
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
