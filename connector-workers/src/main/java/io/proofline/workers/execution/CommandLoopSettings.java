package io.proofline.workers.execution;

import java.time.Duration;
import java.util.List;

/**
 * How the loop works.
 *
 * @param instanceId names this worker in its group, ledger and transactions; unique, and the same
 *     after a restart
 * @param account stands in every record
 * @param concurrency calls under way at once; each API gets at most half of them
 * @param leaveWithin a call that creates leaves in this time after its STARTED entry, or not at all
 * @param recoveryDelay before a new owner first looks up what its predecessor had started; longer
 *     than {@code leaveWithin} and a call together
 * @param lookUpDelays one look-up after each; all must be empty before something is made again
 * @param maxAttempts tries of one step before its command is dead
 * @param initialRetryDelay pause after the first failed try, doubled for each further one
 * @param maxRetryDelay longest pause between tries
 * @param initialOpenDuration pause of a lane whose API asks to wait without saying how long,
 *     doubled likewise
 * @param maxOpenDuration longest such pause
 * @param queueLimit open records of one partition before it is paused; fewer in slower lanes
 * @param shutdownTimeout how long a stop waits for calls under way
 * @param restartDelay before a loop that broke begins anew
 */
public record CommandLoopSettings(
    String instanceId,
    String account,
    int concurrency,
    Duration leaveWithin,
    Duration recoveryDelay,
    List<Duration> lookUpDelays,
    int maxAttempts,
    Duration initialRetryDelay,
    Duration maxRetryDelay,
    Duration initialOpenDuration,
    Duration maxOpenDuration,
    int queueLimit,
    Duration shutdownTimeout,
    Duration restartDelay) {

  public CommandLoopSettings {
    lookUpDelays = List.copyOf(lookUpDelays);
  }

  ConcurrencyLimits concurrencyLimits() {
    return new ConcurrencyLimits(concurrency / 2);
  }
}
