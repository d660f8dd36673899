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
final class RateLimitState {

  private static final double RESERVED_SHARE = 0.2;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final int maxInFlight;
  private final int quarter;
  private final TokenBucket commandTokens;
  private final TokenBucket reservedTokens;
  private final Map<CallPriority, Integer> inFlight = new EnumMap<>(CallPriority.class);
  private long pausedUntil;
  private long backgroundPausedUntil;

  RateLimitState(ApiLimits apiLimits, long now) {
    this.maxInFlight = apiLimits.inFlight();
    this.quarter = Math.max(1, maxInFlight / 4);
    this.commandTokens = new TokenBucket(apiLimits.callsPerSecond() * (1 - RESERVED_SHARE), now);
    this.reservedTokens = new TokenBucket(apiLimits.callsPerSecond() * RESERVED_SHARE, now);
    this.pausedUntil = now;
    this.backgroundPausedUntil = now;
  }

  /**
   * Whether one may leave.
   *
   * @param commandsWait whether a command's request waits for its turn
   */
  boolean allows(CallPriority callPriority, boolean commandsWait, long now) {
    return now - notBefore(callPriority) >= 0
        && hasCapacity(callPriority)
        && (callPriority == CallPriority.KEPT
            ? reservedTokens.has(1, now)
                || (!commandsWait && commandTokens.has(commandTokens.tokensForBackground(), now))
            : commandTokens.has(wanted(callPriority), now));
  }

  /** One that is allowed leaves. */
  void acquire(CallPriority callPriority, long now) {
    inFlight.merge(callPriority, 1, Integer::sum);
    (callPriority == CallPriority.KEPT && reservedTokens.has(1, now)
            ? reservedTokens
            : commandTokens)
        .consume(now);
  }

  /** One has come back. */
  void release(CallPriority callPriority) {
    inFlight.merge(callPriority, -1, Integer::sum);
  }

  /** Nobody leaves before that point. */
  void pauseUntil(long until) {
    pausedUntil = Math.max(pausedUntil, until);
  }

  /** Only urgent and live requests leave before that point. */
  void pauseBackgroundUntil(long until) {
    backgroundPausedUntil = Math.max(backgroundPausedUntil, until);
  }

  /** When it may be worth to ask again, unless one comes back before. */
  long nanosUntil(CallPriority callPriority, long now) {
    if (!hasCapacity(callPriority)) {
      return NANOS_PER_SECOND;
    }
    var tokenBucket = callPriority == CallPriority.KEPT ? reservedTokens : commandTokens;
    return Math.max(
        notBefore(callPriority) - now,
        tokenBucket.nanosUntil(callPriority == CallPriority.KEPT ? 1 : wanted(callPriority), now));
  }

  int inFlight() {
    return inFlight.values().stream().mapToInt(Integer::intValue).sum();
  }

  private double wanted(CallPriority callPriority) {
    return callPriority == CallPriority.LATER ? commandTokens.tokensForBackground() : 1;
  }

  private long notBefore(CallPriority callPriority) {
    return switch (callPriority) {
      case URGENT, LIVE -> pausedUntil;
      case LATER, KEPT -> Math.max(pausedUntil, backgroundPausedUntil);
    };
  }

  private boolean hasCapacity(CallPriority callPriority) {
    int later = inFlightOf(CallPriority.LATER);
    int lives = later + inFlightOf(CallPriority.LIVE);
    int all = inFlight();
    return switch (callPriority) {
      case URGENT, KEPT -> all < maxInFlight;
      case LIVE -> lives < maxInFlight - quarter && all < maxInFlight;
      case LATER ->
          later < maxInFlight - 2 * quarter && lives < maxInFlight - quarter && all < maxInFlight;
    };
  }

  private int inFlightOf(CallPriority callPriority) {
    return inFlight.getOrDefault(callPriority, 0);
  }
}
