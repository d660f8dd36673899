package io.proofline.workers.containers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Locks that let one command at a time create a container. A lock outlives an unanswered request,
 * so that no other command creates the same before the look-up. Thread-safe.
 */
final class CreationLocks {

  /**
   * Longer than a creation and its look-ups; ends the lock of a command that left this instance.
   */
  private static final Duration LEASE_TIME = Duration.ofMinutes(4);

  private final InstantSource clock;
  private final Map<String, Lease> leases = new ConcurrentHashMap<>();

  CreationLocks(InstantSource clock) {
    this.clock = clock;
  }

  /** False while another owner has the lock. */
  boolean tryAcquire(String name, String owner) {
    var now = clock.instant();
    var lease =
        leases.compute(
            name,
            (_, before) ->
                before == null || before.owner.equals(owner) || !now.isBefore(before.until)
                    ? new Lease(owner, now.plus(LEASE_TIME))
                    : before);
    return lease.owner.equals(owner);
  }

  /** Releases the lock if the owner has it. */
  void release(String name, String owner) {
    leases.computeIfPresent(name, (_, lease) -> lease.owner.equals(owner) ? null : lease);
  }

  private record Lease(String owner, Instant until) {}
}
