package io.proofline.workers.containers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who may make something now. A claim outlives a call without an answer: until that is looked up,
 * nobody else makes the same. Any number of threads.
 */
final class CreationLocks {

  /** Longer than a creation and the look-ups after it; for those who never come back. */
  private static final Duration LEASE_TIME = Duration.ofMinutes(4);

  private final InstantSource clock;
  private final Map<String, Lease> leases = new ConcurrentHashMap<>();

  CreationLocks(InstantSource clock) {
    this.clock = clock;
  }

  /** False while somebody else has it. */
  boolean tryAcquire(String what, String who) {
    var now = clock.instant();
    var lease =
        leases.compute(
            what,
            (_, before) ->
                before == null || before.owner.equals(who) || !now.isBefore(before.until)
                    ? new Lease(who, now.plus(LEASE_TIME))
                    : before);
    return lease.owner.equals(who);
  }

  /** Gives back what {@code who} has. */
  void release(String what, String who) {
    leases.computeIfPresent(what, (_, lease) -> lease.owner.equals(who) ? null : lease);
  }

  private record Lease(String owner, Instant until) {}
}
