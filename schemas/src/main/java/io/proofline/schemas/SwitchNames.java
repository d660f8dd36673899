package io.proofline.schemas;

import io.proofline.text.ComparableText;

/** Names of the switches: the keys of the topic {@code switches}. */
public final class SwitchNames {

  /** The switch of everything. */
  public static final String ALL = "all";

  private SwitchNames() {}

  /**
   * The switch of an API.
   *
   * @param label {@code ziflow} or {@code photoshelter}
   */
  public static String api(String label) {
    return "api:" + label;
  }

  /** The switch of a rule; its name is compared as all texts that people type. */
  public static String rule(String name) {
    return "rule:" + new ComparableText(name).value();
  }
}
