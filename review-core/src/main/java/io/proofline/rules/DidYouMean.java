package io.proofline.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant. */
final class DidYouMean {

  private DidYouMean() {}

  /** {@code ; did you mean 'legal'?}, or nothing. */
  static String hint(String word, Collection<String> allowed) {
    return of(word, allowed).map("; did you mean '%s'?"::formatted).orElse("");
  }

  /** The word that is few enough letters away. */
  static Optional<String> of(String word, Collection<String> allowed) {
    var written = word.toLowerCase(Locale.ROOT);
    int atMost = Math.min(3, written.length() / 3);
    return allowed.stream()
        .filter(a -> distance(written, a.toLowerCase(Locale.ROOT)) <= atMost)
        .min(Comparator.comparingInt(a -> distance(written, a.toLowerCase(Locale.ROOT))));
  }

  /** Letters to be added, left out or changed, row by row of the usual table (Levenshtein). */
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
