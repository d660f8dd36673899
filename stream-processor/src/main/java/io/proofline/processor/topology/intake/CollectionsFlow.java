package io.proofline.processor.topology.intake;

import static io.proofline.processor.topology.Nodes.store;
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
import io.proofline.schemas.avro.ReviewState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the items of each collection, and notifies the assets that wait for a collection when it
 * becomes ready or is no longer ready.
 *
 * <pre>
 * collection.items ── count-items ──┬── collections
 *                     (its items)    └── facts
 * </pre>
 */
final class CollectionsFlow {

  private static final String ROWS = "collection-rows";
  private static final String COUNTS = "collection-counts";
  private static final String NOTIFIED_READY = "collection-told";
  private static final String UNFINISHED = "collection-unfinished";

  private CollectionsFlow() {}

  static KStream<String, IntakeResult> of(StreamsBuilder builder, Topics topics) {
    Set<StoreBuilder<?>> stores =
        Set.of(
            store(ROWS, topics.collectionItems().values()),
            store(COUNTS, topics.collections().values()),
            store(NOTIFIED_READY, Serdes.Boolean()),
            store(UNFINISHED, Serdes.String()));
    return Nodes.source(builder, topics.collectionItems())
        .process(withStores(stores, CountItems::new), as("count-items"));
  }

  /**
   * Updates a collection's counts: subtracts the item's previous value, adds the new one. When the
   * collection becomes ready or is no longer, its waiting assets are notified; if they are many,
   * this continues every second with the state at that time.
   */
  private static final class CountItems
      extends ContextualProcessor<String, CollectionItem, String, IntakeResult> {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Thousands of assets may wait; what one transaction holds stays bounded. */
    private static final int MOST_NOTIFIED = 1_000;

    private static final int MOST_READ = 10_000;

    @SuppressWarnings("NullAway.Init") // set by init
    private KeyValueStore<String, CollectionItem> items;

    @SuppressWarnings("NullAway.Init") // set by init
    private KeyValueStore<String, CollectionView> counts;

    /** Items whose last notification reported the collection as ready. */
    @SuppressWarnings("NullAway.Init") // set by init
    private KeyValueStore<String, Boolean> notifiedReady;

    /** Key of the last item that was read, of collections whose assets are not all notified. */
    @SuppressWarnings("NullAway.Init") // set by init
    private KeyValueStore<String, String> unfinished;

    @Override
    public void init(ProcessorContext<String, IntakeResult> context) {
      super.init(context);
      items = context.getStateStore(ROWS);
      counts = context.getStateStore(COUNTS);
      notifiedReady = context.getStateStore(NOTIFIED_READY);
      unfinished = context.getStateStore(UNFINISHED);
      context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::finish);
    }

    @Override
    public void process(Record<String, CollectionItem> record) {
      var path = CollectionKey.path(record.key());
      @Nullable CollectionItem item = record.value();
      @Nullable CollectionItem old = items.get(record.key());
      var cause = item != null ? item.getEnvelope() : removal(old, record.timestamp());
      if (cause == null) {
        return; // a tombstone of an unknown item
      }
      var before = counts(path);
      var after = plus(minus(before, old), item);
      int approvedBefore = approved(path);
      int approved = approvedBefore - countApproved(old) + countApproved(item);
      items.put(record.key(), item);
      if (!after.equals(before) || approved != approvedBefore) {
        forwardView(record, path, after, approved, cause);
      }
      if (before.isReady() != after.isReady()) {
        notifyWaiting(path, CollectionKey.prefix(path), record.timestamp());
      } else if (item != null && item.getWaits()) {
        notifyIfChanged(item, after.isReady(), cause, record.timestamp());
      }
    }

    private void finish(long nowMillis) {
      var next = firstUnfinished();
      if (next != null) {
        notifyWaiting(next.key, next.value, nowMillis);
      }
    }

    private @Nullable KeyValue<String, String> firstUnfinished() {
      try (var all = unfinished.all()) {
        return all.hasNext() ? all.next() : null;
      }
    }

    /** Notifies the waiting assets of a collection whose items have this key or a later one. */
    private void notifyWaiting(String path, String fromKey, long timestamp) {
      var isReady = counts(path).isReady();
      var changed = new ArrayList<CollectionItem>();
      var rest = readChanged(path, fromKey, isReady, changed);
      unfinished.put(path, rest);
      var view = counts.get(path);
      for (var item : changed) {
        var cause = view == null ? item.getEnvelope() : view.getEnvelope();
        notifyIfChanged(item, isReady, cause, timestamp);
      }
    }

    /** Finds assets to notify. Returns the key at which to continue; null at the end. */
    private @Nullable String readChanged(
        String path, String fromKey, boolean isReady, List<CollectionItem> changed) {
      int read = 0;
      try (var all = items.range(fromKey, CollectionKey.lastOf(path))) {
        while (all.hasNext()) {
          var entry = all.next();
          if (read == MOST_READ || changed.size() == MOST_NOTIFIED) {
            return entry.key;
          }
          read++;
          if (entry.value.getWaits() && isUninformed(entry.key, isReady)) {
            changed.add(entry.value);
          }
        }
      }
      return null;
    }

    private boolean isUninformed(String key, boolean isReady) {
      return (notifiedReady.get(key) != null) != isReady;
    }

    private void forwardView(
        Record<String, CollectionItem> record,
        String path,
        CollectionProgress after,
        int approved,
        Envelope cause) {
      var view = after.equals(CollectionProgress.NONE) ? null : view(cause, path, after, approved);
      counts.put(path, view);
      context().forward(record.withValue(new IntakeResult.OfCollection(path, view)));
    }

    /**
     * Notifies an asset only if its last notification differs, also if it has stopped waiting in
     * between.
     */
    private void notifyIfChanged(
        CollectionItem item, boolean isReady, Envelope cause, long timestamp) {
      var key = CollectionKey.of(item.getPath(), item.getAssetId());
      if (isUninformed(key, isReady)) {
        notifiedReady.put(key, isReady ? true : null);
        var fact =
            FactRecords.collectionReadiness(cause, item.getAssetId(), item.getPath(), isReady);
        context().forward(new Record<>(key, new IntakeResult.OfFact(fact), timestamp));
      }
    }

    /** The approved items; those of a view that was stored before the field are counted once. */
    private int approved(String path) {
      var view = counts.get(path);
      var counted = view == null ? Integer.valueOf(0) : view.getApproved();
      return counted == null ? countStored(path) : counted;
    }

    private int countStored(String path) {
      int approved = 0;
      try (var all = items.range(CollectionKey.prefix(path), CollectionKey.lastOf(path))) {
        while (all.hasNext()) {
          approved += countApproved(all.next().value);
        }
      }
      return approved;
    }

    private CollectionProgress counts(String path) {
      var view = counts.get(path);
      return view == null
          ? CollectionProgress.NONE
          : new CollectionProgress(view.getReady(), view.getOpen(), view.getOut());
    }
  }

  private static CollectionProgress minus(
      CollectionProgress collectionProgress, @Nullable CollectionItem item) {
    return item == null ? collectionProgress : collectionProgress.minus(standing(item));
  }

  private static CollectionProgress plus(
      CollectionProgress collectionProgress, @Nullable CollectionItem item) {
    return item == null ? collectionProgress : collectionProgress.plus(standing(item));
  }

  /** 1 for an item that counts as ready because it is approved, else 0. */
  private static int countApproved(@Nullable CollectionItem item) {
    return item != null
            && standing(item) == ItemStanding.READY
            && item.getState() == ReviewState.APPROVED
        ? 1
        : 0;
  }

  /** A value of a newer writer counts as open, so that nothing is published by mistake. */
  private static ItemStanding standing(CollectionItem item) {
    return switch (item.getStanding()) {
      case READY -> ItemStanding.READY;
      case OUT -> ItemStanding.OUT;
      case OPEN, UNKNOWN -> ItemStanding.OPEN;
    };
  }

  /**
   * A tombstone has no envelope, so its envelope is that of the removed item, with the tombstone's
   * time.
   */
  private static @Nullable Envelope removal(@Nullable CollectionItem old, long timestamp) {
    return old == null
        ? null
        : Envelope.newBuilder(old.getEnvelope())
            .setReceivedAt(Instant.ofEpochMilli(timestamp))
            .build();
  }

  private static CollectionView view(
      Envelope cause, String path, CollectionProgress collectionProgress, int approved) {
    return new CollectionView(
        cause,
        path,
        collectionProgress.isReady(),
        collectionProgress.ready(),
        collectionProgress.open(),
        collectionProgress.out(),
        approved);
  }
}
