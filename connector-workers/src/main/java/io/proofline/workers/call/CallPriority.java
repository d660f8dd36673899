package io.proofline.workers.call;

import java.util.Locale;

/** Who goes first when requests of one API wait; the most urgent first. */
public enum CallPriority {
  /** Takes something out of use. */
  URGENT,
  /** Somebody waits for it. */
  LIVE,
  /** Nobody waits for it. */
  LATER,
  /** Serves no command: the poller and what else asks on its own. A share is kept for it. */
  KEPT;

  /** As it stands in metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
