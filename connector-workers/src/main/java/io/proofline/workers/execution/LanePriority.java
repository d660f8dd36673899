package io.proofline.workers.execution;

import io.proofline.workers.call.CallPriority;

/** What a lane is for; the most urgent first. */
enum LanePriority {
  /** Takes something out of use. */
  URGENT,
  NORMAL,
  /** Nobody waits for it. */
  LATER,
  /** Moves whole files. */
  TRANSFER;

  /** In which turn its requests leave. */
  CallPriority callPriority() {
    return switch (this) {
      case URGENT -> CallPriority.URGENT;
      case NORMAL -> CallPriority.LIVE;
      case LATER, TRANSFER -> CallPriority.LATER;
    };
  }

  /** Open records of one partition before it is paused, of the most that any lane may have. */
  int queueLimit(int most) {
    return switch (this) {
      case URGENT, NORMAL -> most;
      case LATER -> Math.max(1, most / 5);
      case TRANSFER -> Math.max(1, most / 25);
    };
  }
}
