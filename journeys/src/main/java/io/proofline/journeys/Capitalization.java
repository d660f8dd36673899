package io.proofline.journeys;

import java.util.Locale;

/** How things are spelt for people. */
final class Capitalization {

  private Capitalization() {}

  /** With a capital at its begin. */
  static String capitalize(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
