package io.proofline.workers.loop;

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
 * @param takeOverWait before a new owner first looks up what its predecessor had started; longer
 *     than {@code leaveWithin} and a call together
 * @param lookUpWaits one look-up after each; all must be empty before something is made again
 * @param attempts tries of one step before its command is dead
 * @param repeatFirst pause after the first failed try, doubled for each further one
 * @param repeatMost longest pause between tries
 * @param waitFirst pause of a lane whose API asks to wait without saying how long, doubled likewise
 * @param waitMost longest such pause
 * @param backlog open records of one partition before it is paused; fewer in slower lanes
 * @param stopWithin how long a stop waits for calls under way
 * @param rebuildPause before a loop that broke begins anew
 */
public record LoopSettings(
    String instanceId,
    String account,
    int concurrency,
    Duration leaveWithin,
    Duration takeOverWait,
    List<Duration> lookUpWaits,
    int attempts,
    Duration repeatFirst,
    Duration repeatMost,
    Duration waitFirst,
    Duration waitMost,
    int backlog,
    Duration stopWithin,
    Duration rebuildPause) {

  public LoopSettings {
    lookUpWaits = List.copyOf(lookUpWaits);
  }

  Shares shares() {
    return new Shares(concurrency / 2);
  }
}
