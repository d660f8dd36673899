package io.proofline.workers.call;

/** Permissions that come at a steady rate, and of which about a second's worth can be saved up. */
final class Bucket {

  private static final double NANOS = 1e9;

  private final double perNano;
  private final double most;
  private double level;
  private long filledAt;

  Bucket(double perSecond, long now) {
    this.perNano = perSecond / NANOS;
    this.most = Math.max(2, perSecond);
    this.level = most;
    this.filledAt = now;
  }

  /** What must be there for a request that leaves a quarter to others. */
  double allButAQuarter() {
    return 1 + most / 4;
  }

  boolean has(double wanted, long now) {
    fill(now);
    return level >= wanted;
  }

  void takeOne(long now) {
    fill(now);
    level -= 1;
  }

  long nanosUntil(double wanted, long now) {
    fill(now);
    return (long) Math.ceil(Math.max(0, wanted - level) / perNano);
  }

  private void fill(long now) {
    level = Math.min(most, level + (now - filledAt) * perNano);
    filledAt = now;
  }
}
