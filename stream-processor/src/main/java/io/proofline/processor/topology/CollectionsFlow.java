package io.proofline.processor.topology;

import static io.proofline.processor.topology.Nodes.store;
import static io.proofline.processor.topology.Nodes.with;
import static org.apache.kafka.streams.kstream.Named.as;

import io.proofline.processor.intake.Counts;
import io.proofline.processor.intake.Counts.Standing;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.CollectionItem;
import io.proofline.schemas.avro.CollectionView;
import io.proofline.schemas.avro.Envelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rows of each collection, and tells those that wait for it when it becomes ready, or is
 * no longer.
 *
 * <pre>
 * collection.items ── count-items ──┬── collections
 *                     (its rows)    └── facts
 * </pre>
 */
final class CollectionsFlow {

  private static final String ROWS = "collection-rows";
  private static final String COUNTS = "collection-counts";
  private static final String TOLD = "collection-told";

  private CollectionsFlow() {}

  static KStream<String, Arrival> of(StreamsBuilder builder, Topics topics) {
    Set<StoreBuilder<?>> stores =
        Set.of(
            store(ROWS, topics.collectionItems().values()),
            store(COUNTS, topics.collections().values()),
            store(TOLD, Serdes.Boolean()));
    return Nodes.from(builder, topics.collectionItems())
        .process(with(stores, CountItems::new), as("count-items"));
  }

  /** Takes each row out of its collection's counts as it was, and in as it is. */
  private static final class CountItems
      extends ContextualProcessor<String, CollectionItem, String, Arrival> {

    @SuppressWarnings("NullAway.Init") // by init
    private KeyValueStore<String, CollectionItem> rows;

    @SuppressWarnings("NullAway.Init") // by init
    private KeyValueStore<String, CollectionView> counts;

    /** Who was told last that it is ready; nobody else. */
    @SuppressWarnings("NullAway.Init") // by init
    private KeyValueStore<String, Boolean> told;

    @Override
    public void init(ProcessorContext<String, Arrival> context) {
      super.init(context);
      rows = context.getStateStore(ROWS);
      counts = context.getStateStore(COUNTS);
      told = context.getStateStore(TOLD);
    }

    @Override
    public void process(Record<String, CollectionItem> record) {
      var path = CollectionKey.path(record.key());
      @Nullable CollectionItem row = record.value();
      @Nullable CollectionItem old = rows.get(record.key());
      var cause = row != null ? row.getEnvelope() : removal(old, record.timestamp());
      if (cause == null) {
        return; // gone, and never known
      }
      var before = counts(path);
      var after = plus(minus(before, old), row);
      rows.put(record.key(), row);
      if (!after.equals(before)) {
        show(record, path, after, cause);
      }
      var concerned = before.isReady() == after.isReady() ? theOne(row) : waiting(path);
      concerned.forEach(one -> tell(record, one, after.isReady(), cause));
    }

    private void show(
        Record<String, CollectionItem> record, String path, Counts after, Envelope cause) {
      var view = after.equals(Counts.NONE) ? null : view(cause, path, after);
      counts.put(path, view);
      context().forward(record.withValue(new Arrival.OfCollection(path, view)));
    }

    /** The last word to one who waits is true, also when it waited before and did not since. */
    private void tell(
        Record<String, CollectionItem> record,
        CollectionItem row,
        boolean isReady,
        Envelope cause) {
      var key = CollectionKey.of(row.getPath(), row.getAssetId());
      boolean knows = told.get(key) != null;
      if (knows != isReady) {
        told.put(key, isReady ? true : null);
        var fact = Facts.flipped(cause, row.getAssetId(), row.getPath(), isReady);
        context().forward(record.withValue(new Arrival.OfFact(fact)));
      }
    }

    private List<CollectionItem> waiting(String path) {
      var found = new ArrayList<CollectionItem>();
      try (var all = rows.prefixScan(CollectionKey.prefix(path), Serdes.String().serializer())) {
        all.forEachRemaining(row -> {
          if (row.value.getWaits()) {
            found.add(row.value);
          }
        });
      }
      return found;
    }

    private Counts counts(String path) {
      var view = counts.get(path);
      return view == null
          ? Counts.NONE
          : new Counts(view.getReady(), view.getOpen(), view.getOut());
    }
  }

  private static List<CollectionItem> theOne(@Nullable CollectionItem row) {
    return row != null && row.getWaits() ? List.of(row) : List.of();
  }

  private static Counts minus(Counts counts, @Nullable CollectionItem row) {
    return row == null ? counts : counts.minus(standing(row));
  }

  private static Counts plus(Counts counts, @Nullable CollectionItem row) {
    return row == null ? counts : counts.plus(standing(row));
  }

  /** What a newer writer calls otherwise is open: nothing is published on a guess. */
  private static Standing standing(CollectionItem row) {
    return switch (row.getStanding()) {
      case READY -> Standing.READY;
      case OUT -> Standing.OUT;
      case OPEN, UNKNOWN -> Standing.OPEN;
    };
  }

  /** A tombstone says nothing of itself: what is known is which row goes, and when. */
  private static @Nullable Envelope removal(@Nullable CollectionItem old, long timestamp) {
    return old == null
        ? null
        : Envelope.newBuilder(old.getEnvelope())
            .setEventId(old.getEnvelope().getEventId() + ":removed")
            .setReceivedAt(Instant.ofEpochMilli(timestamp))
            .build();
  }

  private static CollectionView view(Envelope cause, String path, Counts counts) {
    return new CollectionView(
        cause, path, counts.isReady(), counts.ready(), counts.open(), counts.out());
  }
}
