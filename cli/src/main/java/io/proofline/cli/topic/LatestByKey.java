package io.proofline.cli.topic;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a compacted topic says today, by key. */
public final class LatestByKey<V> {

  private final SortedMap<String, V> latest = new TreeMap<>();
  private final Predicate<V> isFinal;

  /**
   * Knows nothing yet.
   *
   * @param isLast a value after which none of its key counts
   */
  public LatestByKey(Predicate<V> isLast) {
    this.isFinal = isLast;
  }

  public void add(ConsumerRecord<String, V> record) {
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

  public SortedMap<String, V> byKey() {
    return latest;
  }
}
