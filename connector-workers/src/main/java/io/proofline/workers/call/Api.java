package io.proofline.workers.call;

import java.util.Locale;

/** The external APIs. Outages, limits and refused credentials are handled per API. */
public enum Api {
  ZIFLOW,
  PHOTOSHELTER;

  /** Its name in metrics, health and settings. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
