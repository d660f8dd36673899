package io.proofline.policy;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with placeholders in braces, such as {@code {stem}}, that are filled for each asset. */
public record TextTemplate(String text) {

  private static final Pattern NAME = Pattern.compile("\\{([^{}]*)}");

  /** The placeholders' names, in order. */
  public List<String> names() {
    return NAME.matcher(text).results().map(name -> name.group(1)).toList();
  }

  /** The text with known values filled in; other placeholders stay and may be filled later. */
  public String fill(Map<String, String> values) {
    return NAME.matcher(text)
        .replaceAll(
            name -> Matcher.quoteReplacement(values.getOrDefault(name.group(1), name.group())));
  }

  /** Whether the text has a placeholder without a value. */
  public boolean hasUnknownNames(Map<String, String> values) {
    return names().stream().anyMatch(name -> !values.containsKey(name));
  }
}
