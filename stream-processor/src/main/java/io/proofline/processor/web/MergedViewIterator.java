package io.proofline.processor.web;

import io.proofline.schemas.avro.ReviewView;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Iterates over the views of several partitions in the order of asset ids, and reads each view
 * lazily.
 */
final class MergedViewIterator implements Iterator<ReviewView>, AutoCloseable {

  private final PriorityQueue<KeyValueIterator<String, ReviewView>> partitions =
      new PriorityQueue<>(Comparator.comparing(KeyValueIterator::peekNextKey));

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
    var view = first.next().value;
    add(first);
    return view;
  }

  private void add(KeyValueIterator<String, ReviewView> partition) {
    if (partition.hasNext()) {
      partitions.add(partition);
    } else {
      partition.close();
    }
  }

  @Override
  public void close() {
    partitions.forEach(KeyValueIterator::close);
  }
}
