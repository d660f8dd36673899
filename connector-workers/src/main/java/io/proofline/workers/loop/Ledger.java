package io.proofline.workers.loop;

import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.LedgerEntry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The open entries of the ledger. Reads committed entries only, up to the end as it is at the start
 * of the reading: whoever asks has waited for the old owner's transaction before.
 */
final class Ledger {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Topic<String, LedgerEntry> topic;

  Ledger(Topic<String, LedgerEntry> topic) {
    this.topic = topic;
  }

  /** Entries by partition number and command id. */
  Map<Integer, Map<String, LedgerEntry>> read(
      Consumer<String, byte[]> reader, Collection<Integer> partitions) {
    var ends = new HashMap<Integer, Map<String, LedgerEntry>>();
    partitions.forEach(number -> ends.put(number, new HashMap<>()));
    var assigned = partitions.stream().map(n -> new TopicPartition(topic.name(), n)).toList();
    reader.assign(assigned);
    reader.seekToBeginning(assigned);
    var until = reader.endOffsets(assigned);
    while (!isRead(reader, assigned, until)) {
      reader
          .poll(POLL)
          .forEach(record -> {
            var open = ends.getOrDefault(record.partition(), Map.of());
            var entry = topic.values().deserializer().deserialize(topic.name(), record.value());
            if (entry == null) {
              open.remove(record.key());
            } else {
              open.put(record.key(), entry);
            }
          });
    }
    return ends;
  }

  private static boolean isRead(
      Consumer<String, byte[]> reader,
      List<TopicPartition> assigned,
      Map<TopicPartition, Long> until) {
    return assigned.stream()
        .allMatch(partition -> reader.position(partition) >= until.getOrDefault(partition, 0L));
  }
}
