package io.proofline.review;

/**
 * Settings that operators made for this review; they take precedence over every verdict.
 *
 * @param cancelled the review is cancelled
 * @param withdrawn the asset may not be used
 * @param paused only withdrawals are carried out
 * @param rerouting the route is to be chosen again by the current rules
 */
public record OperatorOverrides(
    boolean cancelled, boolean withdrawn, boolean paused, boolean rerouting) {

  static final OperatorOverrides NONE = new OperatorOverrides(false, false, false, false);

  OperatorOverrides cancelled(boolean now) {
    return new OperatorOverrides(now, withdrawn, paused, rerouting);
  }

  OperatorOverrides withdrawn(boolean now) {
    return new OperatorOverrides(cancelled, now, paused, rerouting);
  }

  OperatorOverrides paused(boolean now) {
    return new OperatorOverrides(cancelled, withdrawn, now, rerouting);
  }

  OperatorOverrides rerouting(boolean now) {
    return new OperatorOverrides(cancelled, withdrawn, paused, now);
  }
}
