package io.proofline.workers.call;

import java.util.EnumMap;
import java.util.Map;

/**
 * Decides which priorities may send a request now. Has no clock and no thread: callers pass the
 * time, and lock.
 *
 * <pre>
 * rate:       four fifths for commands; LATER leaves a quarter of the saved tokens to LIVE
 *             one fifth for KEPT, which may use the commands' tokens too while no command waits
 * in flight:  LATER leaves two quarters free, LIVE one, URGENT and KEPT none
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
   * Whether a request may be sent.
   *
   * @param commandsWait whether a command's request is waiting
   */
  boolean allows(CallPriority callPriority, boolean commandsWait, long now) {
    return now - notBefore(callPriority) >= 0
        && hasCapacity(callPriority)
        && (callPriority == CallPriority.KEPT
            ? reservedTokens.has(1, now)
                || (!commandsWait && commandTokens.has(commandTokens.tokensForBackground(), now))
            : commandTokens.has(neededTokens(callPriority), now));
  }

  /** A request that is allowed is sent. */
  void acquire(CallPriority callPriority, long now) {
    inFlight.merge(callPriority, 1, Integer::sum);
    (callPriority == CallPriority.KEPT && reservedTokens.has(1, now)
            ? reservedTokens
            : commandTokens)
        .consume(now);
  }

  /** A request was answered, or failed. */
  void release(CallPriority callPriority) {
    inFlight.merge(callPriority, -1, Integer::sum);
  }

  /** No request is sent before that time. */
  void pauseUntil(long until) {
    pausedUntil = Math.max(pausedUntil, until);
  }

  /** Only urgent and live requests are sent before that time. */
  void pauseBackgroundUntil(long until) {
    backgroundPausedUntil = Math.max(backgroundPausedUntil, until);
  }

  /** Time until {@link #allows} may change, unless a request ends before. */
  long nanosUntil(CallPriority callPriority, long now) {
    if (!hasCapacity(callPriority)) {
      return NANOS_PER_SECOND;
    }
    var tokenBucket = callPriority == CallPriority.KEPT ? reservedTokens : commandTokens;
    return Math.max(
        notBefore(callPriority) - now,
        tokenBucket.nanosUntil(
            callPriority == CallPriority.KEPT ? 1 : neededTokens(callPriority), now));
  }

  int inFlight() {
    return inFlight.values().stream().mapToInt(Integer::intValue).sum();
  }

  private double neededTokens(CallPriority callPriority) {
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
    int liveAndLater = later + inFlightOf(CallPriority.LIVE);
    int all = inFlight();
    return switch (callPriority) {
      case URGENT, KEPT -> all < maxInFlight;
      case LIVE -> liveAndLater < maxInFlight - quarter && all < maxInFlight;
      case LATER ->
          later < maxInFlight - 2 * quarter
              && liveAndLater < maxInFlight - quarter
              && all < maxInFlight;
    };
  }

  private int inFlightOf(CallPriority callPriority) {
    return inFlight.getOrDefault(callPriority, 0);
  }
}
