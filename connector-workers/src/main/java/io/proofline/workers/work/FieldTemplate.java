package io.proofline.workers.work;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A text with placeholders in braces: names of library fields, and {@code {link}}. */
public record FieldTemplate(String text) {

  /** The placeholder for the asset's own address. */
  public static final String LINK = "link";

  private static final Pattern NAME = Pattern.compile("\\{([a-z][a-z0-9_]*|custom:[^{}\\s]+)}");
  private static final String NOTHING = "\0";
  private static final String BETWEEN = "(\\s*[·•|,;:/–—-]\\s*)?";
  private static final Pattern AROUND_NOTHING = Pattern.compile(BETWEEN + NOTHING + BETWEEN);
  private static final Pattern EMPTY_BRACKETS = Pattern.compile("\\(\\s*\\)|\\[\\s*]");

  /** The library fields that it uses. */
  public Set<String> fields() {
    var names = NAME.matcher(text).results().map(name -> name.group(1));
    return names.filter(name -> !name.equals(LINK)).collect(Collectors.toCollection(HashSet::new));
  }

  /**
   * The text with its placeholders replaced. Where a field is null or blank, the separator before
   * or after it is removed too, and so is a line without any other text.
   */
  public String fill(Function<String, @Nullable String> field) {
    return text.lines()
        .map(line -> NAME.matcher(line).replaceAll(name -> value(name, field)))
        .map(FieldTemplate::tidy)
        .flatMap(List::stream)
        .collect(Collectors.joining("\n"))
        .strip();
  }

  private static String value(MatchResult name, Function<String, @Nullable String> field) {
    var value = field.apply(name.group(1));
    var clean = value == null ? "" : value.replace(NOTHING, "").strip();
    return clean.isEmpty() ? NOTHING : java.util.regex.Matcher.quoteReplacement(clean);
  }

  private static List<String> tidy(String line) {
    var tidy = line;
    for (var gap = AROUND_NOTHING.matcher(tidy); gap.find(); gap = AROUND_NOTHING.matcher(tidy)) {
      var before = tidy.substring(0, gap.start());
      var after = tidy.substring(gap.end());
      tidy = before + between(before, gap, after) + after;
    }
    if (tidy.equals(line)) {
      return List.of(line);
    }
    var clean = EMPTY_BRACKETS.matcher(tidy).replaceAll("").replaceAll(" {2,}", " ").strip();
    return clean.isEmpty() ? List.of() : List.of(clean);
  }

  private static String between(String before, MatchResult gap, String after) {
    if (before.isBlank() || after.isBlank()) {
      return "";
    }
    var left = gap.group(1);
    var right = gap.group(2);
    return left != null ? left : right != null ? right : "";
  }
}
