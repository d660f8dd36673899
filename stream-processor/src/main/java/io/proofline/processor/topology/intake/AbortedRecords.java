package io.proofline.processor.topology.intake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Recognises a poison record, whose transaction is aborted each time it is processed, so that Kafka
 * delivers it without end. An aborted transaction also resets the state stores, so the progress is
 * kept in memory only, by source partition, until the process ends.
 */
final class AbortedRecords {

  private static final int MOST_ABORTS = 2;

  private final Map<String, Progress> partitions = new ConcurrentHashMap<>();

  /**
   * Begins a record.
   *
   * @return whether it must not be processed, because it was the last one begun before two aborts
   */
  boolean begin(String topic, int partition, long offset) {
    var progress =
        partitions.compute(
            "%s-%d".formatted(topic, partition),
            (_, known) -> known == null ? Progress.at(offset) : known.begin(offset));
    return progress.suspect() == offset && progress.aborts() >= MOST_ABORTS;
  }

  /**
   * The progress of a partition.
   *
   * @param last offset of the record that was begun last
   * @param suspect offset of the last record before the partition was read again; -1 for none
   * @param aborts number of aborts in a row with that record as the last
   */
  record Progress(long last, long suspect, int aborts) {

    private static final long NONE = -1;

    static Progress at(long offset) {
      return new Progress(offset, NONE, 0);
    }

    Progress begin(long offset) {
      if (offset > last) {
        return new Progress(offset, suspect, aborts);
      }
      return new Progress(offset, last, last == suspect ? aborts + 1 : 1);
    }
  }
}
