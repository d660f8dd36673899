package io.proofline.policy;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with names in braces, to be filled in for each asset. */
public record TextTemplate(String text) {

  private static final Pattern NAME = Pattern.compile("\\{([^{}]*)}");

  /** The names in it, in their order. */
  public List<String> names() {
    return NAME.matcher(text).results().map(name -> name.group(1)).toList();
  }

  /** Filled in where a value is known; other names stay, for who knows them. */
  public String fill(Map<String, String> values) {
    return NAME.matcher(text)
        .replaceAll(
            name -> Matcher.quoteReplacement(values.getOrDefault(name.group(1), name.group())));
  }

  /** Whether it holds a name that these values do not fill. */
  public boolean hasUnknownNames(Map<String, String> values) {
    return names().stream().anyMatch(name -> !values.containsKey(name));
  }
}
