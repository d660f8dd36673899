package io.proofline.policy;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A text to match others against: without case and outer blanks; {@code *} stands for any text, in
 * a path for any text without a slash, and there {@code **} for any text at all.
 */
public record TextPattern(String pattern) {

  /** Whether a text is meant. */
  public boolean matches(String text) {
    return compile(".*").matcher(plain(text)).matches();
  }

  /** Whether a gallery is meant: by {@code id:}, by path when there is a slash, else by name. */
  public boolean matches(Asset.Gallery gallery) {
    if (pattern.startsWith("id:")) {
      return pattern.substring("id:".length()).strip().equals(gallery.id());
    }
    return matchesPath(gallery.path());
  }

  /** Whether a collection is meant: by {@code id:}, by path when there is a slash, else by name. */
  boolean matches(Asset.Collection collection) {
    return pattern.startsWith("id:")
        ? pattern.substring("id:".length()).strip().equals(collection.id())
        : matchesPath(collection.path());
  }

  /** Whether a path is meant: by itself when there is a slash, else by its last name. */
  boolean matchesPath(String path) {
    var spoken = pattern.contains("/") ? path : lastSegment(path);
    return compile("[^/]*").matcher(plain(spoken)).matches();
  }

  /** The last name of a path. */
  static String lastSegment(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** What stands before the last name of a path; empty when that is all of it. */
  static Optional<String> parentPath(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? Optional.empty() : Optional.of(path.substring(0, slash));
  }

  private Pattern compile(String star) {
    var regex = new StringBuilder();
    var rest = plain(pattern);
    for (int i = 0; i < rest.length(); i++) {
      if (rest.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (rest.charAt(i) == '*') {
        regex.append(star);
      } else {
        regex.append(Pattern.quote(rest.substring(i, i + 1)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static String plain(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
