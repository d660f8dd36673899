package io.proofline.workers.execution;

import io.proofline.workers.call.CallPriority;

/** Priorities of lanes, highest first. */
enum LanePriority {
  /** Withdrawals. */
  URGENT,
  NORMAL,
  /** Background work: no person waits for it. */
  LATER,
  /** Transfers of whole files. */
  TRANSFER;

  /** The priority of its requests at the rate limiter. */
  CallPriority callPriority() {
    return switch (this) {
      case URGENT -> CallPriority.URGENT;
      case NORMAL -> CallPriority.LIVE;
      case LATER, TRANSFER -> CallPriority.LATER;
    };
  }

  /**
   * Open records of one partition before it is paused.
   *
   * @param max the limit of the fastest lanes
   */
  int queueLimit(int max) {
    return switch (this) {
      case URGENT, NORMAL -> max;
      case LATER -> Math.max(1, max / 5);
      case TRANSFER -> Math.max(1, max / 25);
    };
  }
}
