package io.proofline.journeys;

import java.util.Locale;

/** Capitalizes sentences and decisions for display. */
final class Capitalization {

  private Capitalization() {}

  /** Returns the text with its first letter in upper case. */
  static String capitalize(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
