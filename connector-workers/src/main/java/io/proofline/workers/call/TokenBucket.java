package io.proofline.workers.call;

/** A token bucket that holds the tokens of one second, at least two. */
final class TokenBucket {

  private static final double NANOS = 1e9;

  private final double tokensPerNano;
  private final double capacity;
  private double tokens;
  private long refilledAt;

  TokenBucket(double perSecond, long now) {
    this.tokensPerNano = perSecond / NANOS;
    this.capacity = Math.max(2, perSecond);
    this.tokens = capacity;
    this.refilledAt = now;
  }

  /** Tokens that a background request needs, so that a quarter remains for others. */
  double tokensForBackground() {
    return 1 + capacity / 4;
  }

  boolean has(double needed, long now) {
    refill(now);
    return tokens >= needed;
  }

  void consume(long now) {
    refill(now);
    tokens -= 1;
  }

  long nanosUntil(double needed, long now) {
    refill(now);
    return (long) Math.ceil(Math.max(0, needed - tokens) / tokensPerNano);
  }

  private void refill(long now) {
    tokens = Math.min(capacity, tokens + (now - refilledAt) * tokensPerNano);
    refilledAt = now;
  }
}
