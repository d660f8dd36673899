package io.proofline.cli.topic;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Latest value of each key of a compacted topic. */
public final class LatestByKey<V> {

  private final SortedMap<String, V> latest = new TreeMap<>();
  private final Predicate<V> isFinal;

  /**
   * Starts empty.
   *
   * @param isLast recognizes a value after which later ones of its key are ignored
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
