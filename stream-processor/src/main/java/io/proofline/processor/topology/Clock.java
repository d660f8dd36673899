package io.proofline.processor.topology;

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

/** Writes a tick for each review whose due time is past: review itself has no clock. */
final class Clock extends ContextualProcessor<String, ReviewView, String, Arrival> {

  private static final String DUE_OF_ASSET = "due-of-asset";
  private static final String DUE_IN_ORDER = "due-in-order";
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final String account;

  @SuppressWarnings("NullAway.Init") // by init
  private KeyValueStore<String, Long> dueOfAsset;

  @SuppressWarnings("NullAway.Init") // by init
  private KeyValueStore<String, String> dueInOrder;

  private Clock(String account) {
    this.account = account;
  }

  static ProcessorSupplier<String, ReviewView, String, Arrival> supplier(String account) {
    return Nodes.with(
        Set.of(
            Nodes.store(DUE_OF_ASSET, Serdes.Long()), Nodes.store(DUE_IN_ORDER, Serdes.String())),
        () -> new Clock(account));
  }

  @Override
  public void init(ProcessorContext<String, Arrival> context) {
    super.init(context);
    dueOfAsset = context.getStateStore(DUE_OF_ASSET);
    dueInOrder = context.getStateStore(DUE_IN_ORDER);
    context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  @Override
  public void process(Record<String, ReviewView> record) {
    var view = record.value();
    forget(record.key());
    if (view != null && view.getDueAt() != null) {
      set(record.key(), view.getDueAt().toEpochMilli());
    }
  }

  private void set(String assetId, long dueMillis) {
    dueOfAsset.put(assetId, dueMillis);
    dueInOrder.put(order(dueMillis, assetId), assetId);
  }

  private void forget(String assetId) {
    @Nullable Long dueMillis = dueOfAsset.delete(assetId);
    if (dueMillis != null) {
      dueInOrder.delete(order(dueMillis, assetId));
    }
  }

  private void tick(long nowMillis) {
    var past = new ArrayList<KeyValue<String, String>>();
    try (var due = dueInOrder.range(order(0, ""), order(nowMillis + 1, ""))) {
      due.forEachRemaining(past::add);
    }
    for (var entry : past) {
      var dueAt = Instant.ofEpochMilli(Long.parseLong(entry.key.substring(0, 19)));
      forget(entry.value);
      var now = Instant.ofEpochMilli(nowMillis);
      var fact = Facts.ticked(account, entry.value, dueAt, now);
      context().forward(new Record<>(entry.value, new Arrival.OfFact(fact), nowMillis));
    }
  }

  /** Sorts as text by time, then by asset. */
  private static String order(long dueMillis, String assetId) {
    return "%019d/%s".formatted(dueMillis, assetId);
  }
}
