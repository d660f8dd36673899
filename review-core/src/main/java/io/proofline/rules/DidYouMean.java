package io.proofline.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Suggests the allowed word that a misspelt one probably means. */
final class DidYouMean {

  private DidYouMean() {}

  /** Most words that are compared: a hint must not make the check of a large file slow. */
  private static final int MOST_WORDS = 100;

  /** {@code ; did you mean 'legal'?}, or an empty text. */
  static String hint(String word, Collection<String> allowed) {
    return of(word, allowed).map("; did you mean '%s'?"::formatted).orElse("");
  }

  /** The nearest word, at most 3 letters and a third of the word away; empty if there is none. */
  static Optional<String> of(String word, Collection<String> allowed) {
    var written = word.toLowerCase(Locale.ROOT);
    int atMost = Math.min(3, written.length() / 3);
    return allowed.stream()
        .limit(MOST_WORDS)
        .filter(a -> Math.abs(a.length() - written.length()) <= atMost)
        .filter(a -> distance(written, a.toLowerCase(Locale.ROOT)) <= atMost)
        .min(Comparator.comparingInt(a -> distance(written, a.toLowerCase(Locale.ROOT))));
  }

  /** The Levenshtein distance: letters added, left out or changed. */
  private static int distance(String from, String to) {
    var row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      row = next(row, i, from.charAt(i - 1), to);
    }
    return row[to.length()];
  }

  private static int[] next(int[] above, int i, char letter, String to) {
    var row = new int[above.length];
    row[0] = i;
    for (int j = 1; j < row.length; j++) {
      int change = above[j - 1] + (letter == to.charAt(j - 1) ? 0 : 1);
      row[j] = Math.min(change, 1 + Math.min(above[j], row[j - 1]));
    }
    return row;
  }
}
