package io.proofline.policy;

import io.proofline.text.ComparableText;
import java.util.Arrays;
import java.util.Optional;

/**
 * A pattern of the rules file for names, paths, keywords and field texts. Texts are compared as
 * {@link ComparableText}. {@code *} matches any text; in a path it matches any text without a
 * slash, and {@code **} any text.
 *
 * <p>Matching takes time in proportion to the lengths of pattern and text multiplied, for every
 * pattern: no regular expression is involved, which could take exponential time.
 */
public record TextPattern(String pattern) {

  private static final String ID = "id:";
  private static final int WITHIN_SEGMENT = -1;
  private static final int ANY_TEXT = -2;

  /** Whether a text matches. */
  public boolean matches(String text) {
    return matches(text, ANY_TEXT);
  }

  /**
   * Whether a gallery matches: by id after {@code id:}, by path if the pattern has a slash, else by
   * name.
   */
  public boolean matches(Asset.Gallery gallery) {
    return isId() ? id().equals(gallery.id()) : matchesPath(gallery.path());
  }

  /**
   * Whether a collection matches: by id after {@code id:}, by path if the pattern has a slash, else
   * by name.
   */
  boolean matches(Asset.Collection collection) {
    return isId() ? id().equals(collection.id()) : matchesPath(collection.path());
  }

  /** Whether a path matches: the whole path if the pattern has a slash, else its last segment. */
  boolean matchesPath(String path) {
    return matches(pattern.contains("/") ? path : lastSegment(path), WITHIN_SEGMENT);
  }

  /** The last segment of a path. */
  static String lastSegment(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The path without its last segment; empty if it has one segment only. */
  static Optional<String> parentPath(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? Optional.empty() : Optional.of(path.substring(0, slash));
  }

  private boolean isId() {
    return pattern.startsWith(ID);
  }

  private String id() {
    return pattern.substring(ID.length()).strip();
  }

  /**
   * Reads the text once and keeps the set of prefixes of the pattern that match the text read so
   * far: {@code matched[i]} is about the first {@code i} tokens.
   */
  private boolean matches(String text, int star) {
    var tokens = tokens(new ComparableText(pattern).value(), star);
    var matched = new boolean[tokens.length + 1];
    matched[0] = true;
    skipStars(tokens, matched);
    for (char c : new ComparableText(text).value().toCharArray()) {
      matched = next(tokens, matched, c);
    }
    return matched[tokens.length];
  }

  private static boolean[] next(int[] tokens, boolean[] matched, char c) {
    var next = new boolean[matched.length];
    for (int i = 0; i < tokens.length; i++) {
      boolean stays = tokens[i] == ANY_TEXT || (tokens[i] == WITHIN_SEGMENT && c != '/');
      next[i] |= matched[i] && stays;
      next[i + 1] |= matched[i] && tokens[i] == c;
    }
    skipStars(tokens, next);
    return next;
  }

  /** A star also matches no text at all. */
  private static void skipStars(int[] tokens, boolean[] matched) {
    for (int i = 0; i < tokens.length; i++) {
      matched[i + 1] |= matched[i] && tokens[i] < 0;
    }
  }

  /** The pattern's characters, with negative numbers for its stars. */
  private static int[] tokens(String pattern, int star) {
    var tokens = new int[pattern.length()];
    int count = 0;
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.startsWith("**", i)) {
        tokens[count++] = ANY_TEXT;
        i++;
      } else {
        tokens[count++] = pattern.charAt(i) == '*' ? star : pattern.charAt(i);
      }
    }
    return Arrays.copyOf(tokens, count);
  }
}
