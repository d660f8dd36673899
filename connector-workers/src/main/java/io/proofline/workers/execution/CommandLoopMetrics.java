package io.proofline.workers.execution;

import io.proofline.workers.call.Api;
import java.time.Duration;

/**
 * What the loop counts. For each lane and life of the loop
 *
 * <p>{@code polled = done + dead + overtaken + skipped + dropped + open}
 *
 * <p>where {@code dropped} went to another owner before its end was on record.
 */
public interface CommandLoopMetrics {

  /** How a polled record left this loop. */
  enum RecordOutcome {
    DONE,
    DEAD,
    OVERTAKEN,
    /** It can't be read, or had ended under an earlier owner. */
    SKIPPED,
    /** Its partition went to another owner. */
    DROPPED
  }

  void recordPolled(String lane);

  void recordEnded(String lane, RecordOutcome recordOutcome, int count);

  /** How a lane stands now; told about once a second. */
  void recordLaneStatus(String lane, LaneStatus laneStatus);

  /**
   * How a lane stands.
   *
   * @param open records that were polled and have not ended
   * @param lag records that were not polled yet, as far as it is known
   * @param age since the oldest open one was asked
   */
  record LaneStatus(int open, long lag, Duration age) {}

  /** How many entries of the ledger stand for something open. */
  void recordLedgerEntries(int entries);

  /** How an API's gate stands: 0 open, 1 trying with one call, 2 closed. */
  void recordBreakerState(Api api, int state);

  /** The loop broke and begins anew. */
  void recordRestart();
}
