package io.proofline.standalone.journey;

import java.util.Locale;

/** How things are spelt for people. */
final class Words {

  private Words() {}

  /** With a capital at its begin. */
  static String capitalised(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
