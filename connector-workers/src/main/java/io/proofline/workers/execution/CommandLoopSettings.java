package io.proofline.workers.execution;

import java.time.Duration;
import java.util.List;

/**
 * Settings of the command loop: identity, concurrency, retries, circuit breakers, look-ups.
 *
 * @param instanceId names this worker in its group, ledger and transactions; unique, and the same
 *     after a restart
 * @param account the installation's name, which every record carries
 * @param concurrency steps in flight at once; each API gets at most half of them
 * @param leaveWithin a creating call is sent within this time after its STARTED entry, or not at
 *     all
 * @param recoveryDelay before a new owner first looks up a call that an earlier owner started;
 *     longer than {@code leaveWithin} and a call together
 * @param lookUpDelays one look-up after each; all must be empty before a creating call is repeated
 * @param maxAttempts failed attempts of one step before its command is dead
 * @param initialRetryDelay delay after the first failed attempt, doubled for each further one
 * @param maxRetryDelay longest delay between attempts
 * @param initialOpenDuration how long a circuit breaker stays open first, if the API names no time;
 *     doubled for each further opening
 * @param maxOpenDuration longest such time
 * @param queueLimit open records of one partition before it is paused; fewer in slower lanes
 * @param shutdownTimeout how long a stop waits for steps in flight
 * @param restartDelay before a loop that failed restarts
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
