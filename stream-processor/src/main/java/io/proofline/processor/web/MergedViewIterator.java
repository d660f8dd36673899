package io.proofline.processor.web;

import io.proofline.schemas.avro.ReviewView;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over the views of several partitions in the order of asset ids, and reads each view
 * lazily. A view that can't be read is skipped, as if it did not exist.
 */
final class MergedViewIterator implements Iterator<ReviewView>, AutoCloseable {

  private final PriorityQueue<Partition> partitions =
      new PriorityQueue<>(
          Comparator.comparing((Partition partition) -> partition.view().getAssetId()));

  /** The next view of a partition, and those after it. */
  private record Partition(ReviewView view, KeyValueIterator<String, ReviewView> rest) {}

  private MergedViewIterator() {}

  /** All views. */
  static MergedViewIterator of(List<ReadOnlyKeyValueStore<String, ReviewView>> partitions) {
    var merged = new MergedViewIterator();
    partitions.forEach(views -> merged.add(views.all()));
    return merged;
  }

  /** The views of the assets after one, in byte order of their ids. */
  static MergedViewIterator after(
      String assetId, List<ReadOnlyKeyValueStore<String, ReviewView>> partitions) {
    var merged = new MergedViewIterator();
    partitions.forEach(views -> merged.add(views.range(assetId + '\0', null)));
    return merged;
  }

  @Override
  public boolean hasNext() {
    return !partitions.isEmpty();
  }

  @Override
  public ReviewView next() {
    var first = partitions.remove();
    add(first.rest());
    return first.view();
  }

  private void add(KeyValueIterator<String, ReviewView> partition) {
    while (partition.hasNext()) {
      @Nullable ReviewView view = partition.next().value;
      if (view != null) {
        partitions.add(new Partition(view, partition));
        return;
      }
    }
    partition.close();
  }

  @Override
  public void close() {
    partitions.forEach(partition -> partition.rest().close());
  }
}
