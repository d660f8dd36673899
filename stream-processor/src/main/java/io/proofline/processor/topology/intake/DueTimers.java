package io.proofline.processor.topology.intake;

import io.proofline.processor.topology.Nodes;
import io.proofline.schemas.avro.ReviewView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tick for each review whose due time has passed. Review itself uses no clock. Due times
 * are checked every second.
 */
final class DueTimers extends ContextualProcessor<String, ReviewView, String, IntakeResult> {

  private static final String DUE_OF_ASSET = "due-of-asset";
  private static final String DUE_IN_ORDER = "due-in-order";
  private static final Duration TICK_INTERVAL = Duration.ofSeconds(1);

  /** Limit of ticks in one transaction, since many are due at once after a pause. */
  private static final int MOST_TICKS = 2_000;

  private final String account;

  @SuppressWarnings("NullAway.Init") // set by init
  private KeyValueStore<String, Long> dueOfAsset;

  @SuppressWarnings("NullAway.Init") // set by init
  private KeyValueStore<String, String> dueInOrder;

  private DueTimers(String account) {
    this.account = account;
  }

  static ProcessorSupplier<String, ReviewView, String, IntakeResult> supplier(String account) {
    return Nodes.withStores(
        Set.of(
            Nodes.store(DUE_OF_ASSET, Serdes.Long()), Nodes.store(DUE_IN_ORDER, Serdes.String())),
        () -> new DueTimers(account));
  }

  @Override
  public void init(ProcessorContext<String, IntakeResult> context) {
    super.init(context);
    dueOfAsset = context.getStateStore(DUE_OF_ASSET);
    dueInOrder = context.getStateStore(DUE_IN_ORDER);
    context.schedule(TICK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  @Override
  public void process(Record<String, ReviewView> record) {
    var view = record.value();
    cancel(record.key());
    if (view != null && view.getDueAt() != null) {
      schedule(record.key(), view.getDueAt().toEpochMilli());
    }
  }

  private void schedule(String assetId, long dueMillis) {
    dueOfAsset.put(assetId, dueMillis);
    dueInOrder.put(sortKey(dueMillis, assetId), assetId);
  }

  private void cancel(String assetId) {
    @Nullable Long dueMillis = dueOfAsset.delete(assetId);
    if (dueMillis != null) {
      dueInOrder.delete(sortKey(dueMillis, assetId));
    }
  }

  private void tick(long nowMillis) {
    var due = new ArrayList<KeyValue<String, String>>();
    try (var upToNow = dueInOrder.range(sortKey(0, ""), sortKey(nowMillis + 1, ""))) {
      while (upToNow.hasNext() && due.size() < MOST_TICKS) {
        due.add(upToNow.next());
      }
    }
    for (var entry : due) {
      var dueAt = Instant.ofEpochMilli(Long.parseLong(entry.key.substring(0, 19)));
      cancel(entry.value);
      var now = Instant.ofEpochMilli(nowMillis);
      var fact = FactRecords.tick(account, entry.value, dueAt, now);
      context().forward(new Record<>(entry.value, new IntakeResult.OfFact(fact), nowMillis));
    }
  }

  /** A key that sorts by time, then by asset. */
  private static String sortKey(long dueMillis, String assetId) {
    return "%019d/%s".formatted(dueMillis, assetId);
  }
}
