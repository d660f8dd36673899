package io.proofline.processor.review;

import java.util.List;
import java.util.regex.Pattern;

/** A text with names in braces, to be filled in for each asset. */
public record Template(String text) {

  private static final Pattern NAME = Pattern.compile("\\{([^{}]*)}");

  /** The names in it, in their order. */
  public List<String> names() {
    return NAME.matcher(text).results().map(name -> name.group(1)).toList();
  }
}
