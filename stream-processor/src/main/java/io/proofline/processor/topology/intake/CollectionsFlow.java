package io.proofline.processor.topology.intake;

import static io.proofline.processor.topology.Nodes.store;
import static io.proofline.processor.topology.Nodes.valuesWithPrefix;
import static io.proofline.processor.topology.Nodes.withStores;
import static org.apache.kafka.streams.kstream.Named.as;

import io.proofline.processor.intake.CollectionProgress;
import io.proofline.processor.intake.CollectionProgress.ItemStanding;
import io.proofline.processor.topology.CollectionKey;
import io.proofline.processor.topology.Nodes;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.CollectionItem;
import io.proofline.schemas.avro.CollectionView;
import io.proofline.schemas.avro.Envelope;
import java.time.Instant;
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
  private static final String NOTIFIED_READY = "collection-told";

  private CollectionsFlow() {}

  static KStream<String, IntakeResult> of(StreamsBuilder builder, Topics topics) {
    Set<StoreBuilder<?>> stores =
        Set.of(
            store(ROWS, topics.collectionItems().values()),
            store(COUNTS, topics.collections().values()),
            store(NOTIFIED_READY, Serdes.Boolean()));
    return Nodes.source(builder, topics.collectionItems())
        .process(withStores(stores, CountItems::new), as("count-items"));
  }

  /** Takes each row out of its collection's counts as it was, and in as it is. */
  private static final class CountItems
      extends ContextualProcessor<String, CollectionItem, String, IntakeResult> {

    @SuppressWarnings("NullAway.Init") // by init
    private KeyValueStore<String, CollectionItem> rows;

    @SuppressWarnings("NullAway.Init") // by init
    private KeyValueStore<String, CollectionView> counts;

    /** Who was told last that it is ready; nobody else. */
    @SuppressWarnings("NullAway.Init") // by init
    private KeyValueStore<String, Boolean> notifiedReady;

    @Override
    public void init(ProcessorContext<String, IntakeResult> context) {
      super.init(context);
      rows = context.getStateStore(ROWS);
      counts = context.getStateStore(COUNTS);
      notifiedReady = context.getStateStore(NOTIFIED_READY);
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
        forwardView(record, path, after, cause);
      }
      var concerned = before.isReady() == after.isReady() ? ifWaiting(row) : waiting(path);
      concerned.forEach(one -> notifyIfChanged(record, one, after.isReady(), cause));
    }

    private void forwardView(
        Record<String, CollectionItem> record,
        String path,
        CollectionProgress after,
        Envelope cause) {
      var view = after.equals(CollectionProgress.NONE) ? null : view(cause, path, after);
      counts.put(path, view);
      context().forward(record.withValue(new IntakeResult.OfCollection(path, view)));
    }

    /** The last word to one who waits is true, also when it waited before and did not since. */
    private void notifyIfChanged(
        Record<String, CollectionItem> record,
        CollectionItem row,
        boolean isReady,
        Envelope cause) {
      var key = CollectionKey.of(row.getPath(), row.getAssetId());
      boolean knows = notifiedReady.get(key) != null;
      if (knows != isReady) {
        notifiedReady.put(key, isReady ? true : null);
        var fact = FactRecords.collectionReadiness(cause, row.getAssetId(), row.getPath(), isReady);
        context().forward(record.withValue(new IntakeResult.OfFact(fact)));
      }
    }

    private List<CollectionItem> waiting(String path) {
      return valuesWithPrefix(rows, CollectionKey.prefix(path)).stream()
          .filter(CollectionItem::getWaits)
          .toList();
    }

    private CollectionProgress counts(String path) {
      var view = counts.get(path);
      return view == null
          ? CollectionProgress.NONE
          : new CollectionProgress(view.getReady(), view.getOpen(), view.getOut());
    }
  }

  private static List<CollectionItem> ifWaiting(@Nullable CollectionItem row) {
    return row != null && row.getWaits() ? List.of(row) : List.of();
  }

  private static CollectionProgress minus(
      CollectionProgress collectionProgress, @Nullable CollectionItem row) {
    return row == null ? collectionProgress : collectionProgress.minus(standing(row));
  }

  private static CollectionProgress plus(
      CollectionProgress collectionProgress, @Nullable CollectionItem row) {
    return row == null ? collectionProgress : collectionProgress.plus(standing(row));
  }

  /** What a newer writer calls otherwise is open: nothing is published on a guess. */
  private static ItemStanding standing(CollectionItem row) {
    return switch (row.getStanding()) {
      case READY -> ItemStanding.READY;
      case OUT -> ItemStanding.OUT;
      case OPEN, UNKNOWN -> ItemStanding.OPEN;
    };
  }

  /** A tombstone says nothing of itself: what is known is which row goes, and when. */
  private static @Nullable Envelope removal(@Nullable CollectionItem old, long timestamp) {
    return old == null
        ? null
        : Envelope.newBuilder(old.getEnvelope())
            .setReceivedAt(Instant.ofEpochMilli(timestamp))
            .build();
  }

  private static CollectionView view(
      Envelope cause, String path, CollectionProgress collectionProgress) {
    return new CollectionView(
        cause,
        path,
        collectionProgress.isReady(),
        collectionProgress.ready(),
        collectionProgress.open(),
        collectionProgress.out());
  }
}
