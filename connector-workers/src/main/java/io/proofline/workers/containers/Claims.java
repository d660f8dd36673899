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
final class Claims {

  /** Longer than a creation and the look-ups after it; for those who never come back. */
  private static final Duration LONGEST = Duration.ofMinutes(4);

  private final InstantSource clock;
  private final Map<String, Claim> claims = new ConcurrentHashMap<>();

  Claims(InstantSource clock) {
    this.clock = clock;
  }

  /** False while somebody else has it. */
  boolean take(String what, String who) {
    var now = clock.instant();
    var claim =
        claims.compute(
            what,
            (_, before) ->
                before == null || before.who.equals(who) || !now.isBefore(before.until)
                    ? new Claim(who, now.plus(LONGEST))
                    : before);
    return claim.who.equals(who);
  }

  /** Gives back what {@code who} has. */
  void release(String what, String who) {
    claims.computeIfPresent(what, (_, claim) -> claim.who.equals(who) ? null : claim);
  }

  private record Claim(String who, Instant until) {}
}
