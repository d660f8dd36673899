package io.proofline.workers.call;

import java.util.Locale;

/** Priorities of requests to one API, highest first. */
public enum CallPriority {
  /** Withdrawals. */
  URGENT,
  /** Commands that a person waits for. */
  LIVE,
  /** Background commands: no person waits for them. */
  LATER,
  /** Requests outside commands, such as the poller's. A share of the rate is reserved for them. */
  KEPT;

  /** Its name in metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
