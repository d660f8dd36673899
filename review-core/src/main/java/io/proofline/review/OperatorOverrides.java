package io.proofline.review;

/**
 * What persons said of this review; it outranks every verdict.
 *
 * @param cancelled it is to be reviewed no more
 * @param withdrawn it may not be used
 * @param paused nothing is changed but what takes out of use
 * @param rerouting its route is to be chosen anew by the rules of the day
 */
public record OperatorOverrides(
    boolean cancelled, boolean withdrawn, boolean paused, boolean rerouting) {

  static final OperatorOverrides SILENT = new OperatorOverrides(false, false, false, false);

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
