package io.proofline.workers.call;

import java.util.EnumMap;
import java.util.Map;

/**
 * Who may leave now. Knows no clock, and no thread: whoever asks says what time it is.
 *
 * <pre>
 * a second:  four fifths for commands; later ones leave a quarter of what is saved up to live ones
 *            one fifth kept; what serves no command may have the commands' too while none waits
 * at once:   later ones leave two quarters free, live ones one, urgent and kept ones none
 * </pre>
 */
final class Quota {

  private static final double KEPT = 0.2;
  private static final long A_SECOND = 1_000_000_000;

  private final int atOnce;
  private final int quarter;
  private final Bucket forCommands;
  private final Bucket kept;
  private final Map<Priority, Integer> underWay = new EnumMap<>(Priority.class);
  private long heldUntil;
  private long livesOnlyUntil;

  Quota(Limits limits, long now) {
    this.atOnce = limits.inFlight();
    this.quarter = Math.max(1, atOnce / 4);
    this.forCommands = new Bucket(limits.callsPerSecond() * (1 - KEPT), now);
    this.kept = new Bucket(limits.callsPerSecond() * KEPT, now);
    this.heldUntil = now;
    this.livesOnlyUntil = now;
  }

  /**
   * Whether one may leave.
   *
   * @param commandsWait whether a command's request waits for its turn
   */
  boolean allows(Priority priority, boolean commandsWait, long now) {
    return now - notBefore(priority) >= 0
        && hasRoom(priority)
        && (priority == Priority.KEPT
            ? kept.has(1, now)
                || (!commandsWait && forCommands.has(forCommands.allButAQuarter(), now))
            : forCommands.has(wanted(priority), now));
  }

  /** One that is allowed leaves. */
  void leave(Priority priority, long now) {
    underWay.merge(priority, 1, Integer::sum);
    (priority == Priority.KEPT && kept.has(1, now) ? kept : forCommands).takeOne(now);
  }

  /** One has come back. */
  void back(Priority priority) {
    underWay.merge(priority, -1, Integer::sum);
  }

  /** Nobody leaves before that point. */
  void hold(long until) {
    heldUntil = Math.max(heldUntil, until);
  }

  /** Only urgent and live requests leave before that point. */
  void livesOnly(long until) {
    livesOnlyUntil = Math.max(livesOnlyUntil, until);
  }

  /** When it may be worth to ask again, unless one comes back before. */
  long nanosUntil(Priority priority, long now) {
    if (!hasRoom(priority)) {
      return A_SECOND;
    }
    var bucket = priority == Priority.KEPT ? kept : forCommands;
    return Math.max(
        notBefore(priority) - now,
        bucket.nanosUntil(priority == Priority.KEPT ? 1 : wanted(priority), now));
  }

  int underWay() {
    return underWay.values().stream().mapToInt(Integer::intValue).sum();
  }

  private double wanted(Priority priority) {
    return priority == Priority.LATER ? forCommands.allButAQuarter() : 1;
  }

  private long notBefore(Priority priority) {
    return switch (priority) {
      case URGENT, LIVE -> heldUntil;
      case LATER, KEPT -> Math.max(heldUntil, livesOnlyUntil);
    };
  }

  private boolean hasRoom(Priority priority) {
    int later = of(Priority.LATER);
    int lives = later + of(Priority.LIVE);
    int all = underWay();
    return switch (priority) {
      case URGENT, KEPT -> all < atOnce;
      case LIVE -> lives < atOnce - quarter && all < atOnce;
      case LATER -> later < atOnce - 2 * quarter && lives < atOnce - quarter && all < atOnce;
    };
  }

  private int of(Priority priority) {
    return underWay.getOrDefault(priority, 0);
  }
}
