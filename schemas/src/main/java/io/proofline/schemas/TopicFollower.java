package io.proofline.schemas;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Follows a compacted topic on a thread of its own: reads all partitions from their beginning,
 * passes each record on, and goes on with newer ones. Records that can't be read are skipped (see
 * {@link SkippingDecoder}). After a failure, such as a schema registry that does not answer, it
 * reads the topic again from the beginning, 2 s later.
 */
public final class TopicFollower<V> {

  private static final Duration RESTART_DELAY = Duration.ofSeconds(2);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  private final Topic<String, V> topic;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private final BiConsumer<String, @Nullable V> onRecord;
  private final Runnable onComplete;
  private final AtomicLong skipped = new AtomicLong();
  private final SkippingDecoder decoder = new SkippingDecoder(skipped::incrementAndGet);
  private final RestartingThread thread;
  private volatile @Nullable String failure;

  /**
   * A follower that is not started yet.
   *
   * @param consumers create a consumer outside any group
   * @param onRecord receives key and value of each record on the follower's thread; null for a
   *     tombstone
   * @param onComplete called, perhaps often, once all records that existed at the start have been
   *     passed on
   */
  public TopicFollower(
      Topic<String, V> topic,
      Supplier<Consumer<String, byte[]>> consumers,
      BiConsumer<String, @Nullable V> onRecord,
      Runnable onComplete) {
    this(topic, consumers, onRecord, onComplete, RESTART_DELAY);
  }

  TopicFollower(
      Topic<String, V> topic,
      Supplier<Consumer<String, byte[]>> consumers,
      BiConsumer<String, @Nullable V> onRecord,
      Runnable onComplete,
      Duration restartDelay) {
    this.topic = topic;
    this.consumers = consumers;
    this.onRecord = onRecord;
    this.onComplete = onComplete;
    this.thread =
        new RestartingThread(
            "The reader of " + topic.name(),
            Thread.ofVirtual().name("follow-" + topic.name()),
            restartDelay,
            STOP_TIMEOUT,
            this::follow,
            cause -> failure = cause);
  }

  public void start() {
    thread.start();
  }

  /** Waits five seconds at most. */
  public void stop() {
    thread.stop();
  }

  public boolean isRunning() {
    return thread.isRunning();
  }

  /** Why the topic can't be read now; empty while it can. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** Number of records that could not be read, and were skipped. */
  public long skipped() {
    return skipped.get();
  }

  private void follow(RestartingThread.StopRequest stop) {
    try (var consumer = consumers.get()) {
      var scan =
          TopicScan.start(
              consumer,
              IntStream.range(0, topic.partitions())
                  .mapToObj(number -> new TopicPartition(topic.name(), number))
                  .toList());
      while (!stop.isRequested()) {
        scan.poll().forEach(record -> decoder.decode(topic, record, onRecord));
        if (scan.isComplete()) {
          failure = null;
          onComplete.run();
        }
      }
    }
  }
}
