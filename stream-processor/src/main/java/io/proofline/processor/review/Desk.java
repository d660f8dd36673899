package io.proofline.processor.review;

/**
 * What persons said of this review; it outranks every verdict.
 *
 * @param cancelled it is to be reviewed no more
 * @param withdrawn it may not be used
 * @param paused nothing is changed but what takes out of use
 * @param rerouting its route is to be chosen anew by the rules of the day
 */
public record Desk(boolean cancelled, boolean withdrawn, boolean paused, boolean rerouting) {

  static final Desk SILENT = new Desk(false, false, false, false);

  Desk cancelled(boolean now) {
    return new Desk(now, withdrawn, paused, rerouting);
  }

  Desk withdrawn(boolean now) {
    return new Desk(cancelled, now, paused, rerouting);
  }

  Desk paused(boolean now) {
    return new Desk(cancelled, withdrawn, now, rerouting);
  }

  Desk rerouting(boolean now) {
    return new Desk(cancelled, withdrawn, paused, now);
  }
}
