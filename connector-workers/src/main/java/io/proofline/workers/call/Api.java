package io.proofline.workers.call;

import java.util.Locale;

/** The external APIs. Outages, limits and refused credentials are handled per API. */
public enum Api {
  ZIFLOW("Ziflow"),
  PHOTOSHELTER("PhotoShelter");

  private final String productName;

  Api(String productName) {
    this.productName = productName;
  }

  /** Its name in sentences. */
  public String productName() {
    return productName;
  }

  /** Its name in metrics, health and settings. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
