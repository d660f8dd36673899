package io.proofline.processor.web;

import io.proofline.schemas.avro.ReviewView;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The views of several partitions in one order, by asset; a view is read when it is taken. */
final class MergedViewIterator implements AutoCloseable {

  private final PriorityQueue<KeyValueIterator<String, ReviewView>> partitions =
      new PriorityQueue<>(Comparator.comparing(KeyValueIterator::peekNextKey));

  private MergedViewIterator() {}

  /** Those whose asset comes after one in the order of its bytes. */
  static MergedViewIterator after(
      String assetId, List<ReadOnlyKeyValueStore<String, ReviewView>> partitions) {
    var merged = new MergedViewIterator();
    partitions.forEach(views -> merged.add(views.range(assetId + '\0', null)));
    return merged;
  }

  boolean hasNext() {
    return !partitions.isEmpty();
  }

  ReviewView next() {
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
