package io.proofline.standalone.audit;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a compacted topic says today, by key. */
final class NewestOfEachKey<V> {

  private final SortedMap<String, V> newest = new TreeMap<>();
  private final Predicate<V> isLast;

  /**
   * Knows nothing yet.
   *
   * @param isLast a value after which none of its key counts
   */
  NewestOfEachKey(Predicate<V> isLast) {
    this.isLast = isLast;
  }

  void add(ConsumerRecord<String, V> record) {
    var known = newest.get(record.key());
    if (known != null && isLast.test(known)) {
      return;
    }
    if (record.value() == null) {
      newest.remove(record.key());
    } else {
      newest.put(record.key(), record.value());
    }
  }

  SortedMap<String, V> byKey() {
    return newest;
  }
}
