package io.proofline.workers.loop;

import io.proofline.workers.call.Priority;

/** What a lane is for; the most urgent first. */
enum Urgency {
  /** Takes something out of use. */
  URGENT,
  NORMAL,
  /** Nobody waits for it. */
  LATER,
  /** Moves whole files. */
  TRANSFER;

  /** In which turn its requests leave. */
  Priority priority() {
    return switch (this) {
      case URGENT -> Priority.URGENT;
      case NORMAL -> Priority.LIVE;
      case LATER, TRANSFER -> Priority.LATER;
    };
  }

  /** Open records of one partition before it is paused, of the most that any lane may have. */
  int backlog(int most) {
    return switch (this) {
      case URGENT, NORMAL -> most;
      case LATER -> Math.max(1, most / 5);
      case TRANSFER -> Math.max(1, most / 25);
    };
  }
}
