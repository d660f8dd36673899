package io.proofline.processor;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.KafkaStreams.StateListener;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.jspecify.annotations.Nullable;

/**
 * Whether a Kafka Streams application can answer from all its stores; if not, since when, and how
 * many records it has restored from its changelogs. Thread-safe.
 */
public final class RestoreProgress implements StateRestoreListener, StateListener {

  private final Clock clock;
  private final Map<StoreOfPartition, Restore> restores = new HashMap<>();
  private boolean running;
  private @Nullable Instant since;

  public RestoreProgress(Clock clock) {
    this.clock = clock;
    this.since = clock.instant();
  }

  private record StoreOfPartition(TopicPartition partition, String store) {}

  /** Records of one store's changelog: all that are to be restored, and those that are. */
  private record Restore(long total, long restored, boolean ended) {}

  /**
   * A restore, or the rebalance before it.
   *
   * @param restored records that are restored so far
   * @param total records that are to be restored; 0 before the first store is known
   */
  public record Restoring(Instant since, long restored, long total) {

    /** A part of a sentence: since when, and how far. */
    public String describe() {
      return total == 0
          ? "since %s".formatted(since)
          : String.format(
              Locale.ROOT, "since %s; %,d of %,d records are restored", since, restored, total);
    }
  }

  /** The restore that is under way; empty if all assigned stores are open. */
  public synchronized Optional<Restoring> current() {
    var began = since;
    return began == null
        ? Optional.empty()
        : Optional.of(
            new Restoring(
                began,
                restores.values().stream().mapToLong(Restore::restored).sum(),
                restores.values().stream().mapToLong(Restore::total).sum()));
  }

  @Override
  public synchronized void onChange(State newState, State oldState) {
    running = newState == State.RUNNING;
    if (running) {
      // it runs only with all stores open; a thread that died ended none of its own
      restores.clear();
    }
    update();
  }

  @Override
  public synchronized void onRestoreStart(
      TopicPartition partition, String store, long startingOffset, long endingOffset) {
    long total = Math.max(0, endingOffset - startingOffset);
    restores.put(new StoreOfPartition(partition, store), new Restore(total, 0, false));
    update();
  }

  @Override
  public synchronized void onBatchRestored(
      TopicPartition partition, String store, long batchEndOffset, long numRestored) {
    restores.computeIfPresent(
        new StoreOfPartition(partition, store),
        (_, r) -> new Restore(r.total(), Math.min(r.total(), r.restored() + numRestored), false));
  }

  @Override
  public synchronized void onRestoreEnd(TopicPartition partition, String store, long total) {
    restores.computeIfPresent(
        new StoreOfPartition(partition, store), (_, r) -> new Restore(r.total(), r.total(), true));
    update();
  }

  /** The partition was assigned to another instance before its restore ended. */
  @Override
  public synchronized void onRestoreSuspended(TopicPartition partition, String store, long total) {
    restores.remove(new StoreOfPartition(partition, store));
    update();
  }

  private void update() {
    if (running && restores.values().stream().allMatch(Restore::ended)) {
      restores.clear();
      since = null;
    } else if (since == null) {
      since = clock.instant();
    }
  }
}
