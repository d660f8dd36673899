package io.proofline.workers.call;

import java.util.Locale;

/** Whom a call goes to: what is down, limited or forbidden is so for one of them at a time. */
public enum Api {
  ZIFLOW,
  PHOTOSHELTER;

  /** As it stands in metrics, health and settings. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
