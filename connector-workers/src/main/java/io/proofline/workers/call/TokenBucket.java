package io.proofline.workers.call;

/** Permissions that come at a steady rate, and of which about a second's worth can be saved up. */
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

  /** What must be there for a request that leaves a quarter to others. */
  double tokensForBackground() {
    return 1 + capacity / 4;
  }

  boolean has(double wanted, long now) {
    refill(now);
    return tokens >= wanted;
  }

  void consume(long now) {
    refill(now);
    tokens -= 1;
  }

  long nanosUntil(double wanted, long now) {
    refill(now);
    return (long) Math.ceil(Math.max(0, wanted - tokens) / tokensPerNano);
  }

  private void refill(long now) {
    tokens = Math.min(capacity, tokens + (now - refilledAt) * tokensPerNano);
    refilledAt = now;
  }
}
