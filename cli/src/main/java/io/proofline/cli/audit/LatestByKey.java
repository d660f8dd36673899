package io.proofline.cli.audit;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a compacted topic says today, by key. */
final class LatestByKey<V> {

  private final SortedMap<String, V> latest = new TreeMap<>();
  private final Predicate<V> isFinal;

  /**
   * Knows nothing yet.
   *
   * @param isLast a value after which none of its key counts
   */
  LatestByKey(Predicate<V> isLast) {
    this.isFinal = isLast;
  }

  void add(ConsumerRecord<String, V> record) {
    var known = latest.get(record.key());
    if (known != null && isFinal.test(known)) {
      return;
    }
    if (record.value() == null) {
      latest.remove(record.key());
    } else {
      latest.put(record.key(), record.value());
    }
  }

  SortedMap<String, V> byKey() {
    return latest;
  }
}
