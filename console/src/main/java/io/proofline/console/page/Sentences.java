package io.proofline.console.page;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Plain words for people. */
public final class Sentences {

  private static final String COMMAND = "proofline ";

  private static final Map<String, String> CAUSES =
      Map.of(
          "stuck", "Reviews that can't go on",
          "dead_command", "Calls that failed for good",
          "unmatched", "Proofs that nobody here made",
          "held", "Held by the hourly limit of proofs",
          "overdue", "Past the deadline",
          "no_rule", "Selected, but no rule is for it",
          "unanswered", "Calls without an answer",
          "left_in_select", "Selected before Proofline watched the gallery");

  private static final Pattern MISLEADING =
      Pattern.compile("[\\p{Cc}\\u200B-\\u200D\\u202A-\\u202E\\u2060\\u2066-\\u2069\\uFEFF]");

  private Sentences() {}

  /** A cause of waiting, in words. */
  public static String cause(String waits) {
    return CAUSES.getOrDefault(waits, capital(waits.replace('_', ' ')));
  }

  /** A text as a sentence of its own. */
  public static String sentence(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return "";
    }
    var stripped = text.strip();
    return capital(stripped) + (stripped.matches("(?s).*[.!?…]") ? "" : ".");
  }

  /**
   * A name as people may read it: characters that are invisible, or that turn the order of others
   * round so that a name looks like another one, are replaced.
   */
  public static String name(String name) {
    return MISLEADING.matcher(name).replaceAll("\uFFFD");
  }

  /** A text with a capital at its begin. */
  public static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /**
   * What a pause holds back, within a sentence.
   *
   * @param target {@code ziflow}, {@code photoshelter}, {@code all}, or {@code rule:} and its name
   */
  public static String paused(String target) {
    return switch (target) {
      case "ziflow" -> "Ziflow";
      case "photoshelter" -> "PhotoShelter";
      case "all" -> "everything";
      default -> "the rule '%s'".formatted(target.substring(target.indexOf(':') + 1));
    };
  }

  /** A number and a noun, in the plural unless it is one. */
  public static String count(long count, String one) {
    return String.format(Locale.ENGLISH, "%,d %s%s", count, one, count == 1 ? "" : "s");
  }

  /** A number with separators. */
  public static String number(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }

  /** The next step without commands for a terminal, for which a page has buttons. */
  public static String nextStep(@Nullable String step) {
    if (step == null) {
      return "";
    }
    int command = step.indexOf(COMMAND);
    var text = command < 0 ? step : step.substring(0, command);
    return sentence(
        text.replaceAll(
            "(?i)(?:[,;.]?\\s*(?:or|then|or:|then:|with:|or with:|and then)?:?\\s*)$", ""));
  }

  /** A number of bytes. */
  public static String bytes(long bytes) {
    if (bytes < 1_000_000) {
      return "%d kB".formatted(Math.max(1, bytes / 1000));
    }
    return String.format(Locale.ENGLISH, "%.1f MB", bytes / 1e6);
  }
}
