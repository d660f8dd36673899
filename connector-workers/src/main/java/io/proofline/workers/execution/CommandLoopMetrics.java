package io.proofline.workers.execution;

import io.proofline.schemas.avro.OutcomeStatus;
import io.proofline.workers.call.Api;
import java.time.Duration;

/**
 * Counters and gauges of the command loop. For each lane and poll loop
 *
 * <p>{@code polled = done + dead + overtaken + skipped + dropped + open}
 *
 * <p>where {@code skipped} can't be read or got its outcome from an earlier owner, and {@code
 * dropped} went to another owner before its outcome was committed.
 */
interface CommandLoopMetrics {

  void recordPolled(String lane);

  /** A polled record got its outcome. */
  void recordOutcome(String lane, OutcomeStatus status);

  /** A polled record can't be read, or got its outcome from an earlier owner. */
  void recordSkipped(String lane);

  /** Open records whose partition went to another owner. */
  void recordDropped(String lane, int count);

  /** The present state of a lane; reported about once a second. */
  void recordLaneStatus(String lane, LaneStatus laneStatus);

  /**
   * The state of a lane.
   *
   * @param open records that were polled and have no outcome yet
   * @param lag records that were not polled yet, as far as known
   * @param age since the oldest open command was issued
   */
  record LaneStatus(int open, long lag, Duration age) {}

  /** Entries of the ledger that belong to open commands. */
  void recordLedgerEntries(int entries);

  /** State of an API's circuit breaker: 0 closed, 1 half open, 2 open. */
  void recordBreakerState(Api api, int state);

  /** Whether a person has paused an API's commands, or the switches have not been read yet. */
  void recordPaused(Api api, boolean paused);

  /** The loop failed and restarts. */
  void recordRestart();
}
