package io.proofline.console.page;

import java.util.ArrayList;
import java.util.List;

/** Differences of two texts, line by line, with a few equal lines around each. */
public final class LineDiff {

  /** Beyond this, the middle is shown as replaced; a shorter diff would take too long to find. */
  private static final long MOST_PAIRS = 4_000_000;

  private static final int CONTEXT = 3;

  private LineDiff() {}

  /**
   * A line.
   *
   * @param style {@code plus}, {@code minus}, or empty for an equal line
   */
  public record Line(String style, String text) {}

  /** The lines that differ; empty if the texts are the same. */
  public static List<Line> of(String before, String after) {
    return withContext(all(before, after));
  }

  /** All lines of both texts. */
  public static List<Line> all(String before, String after) {
    var old = before.lines().toList();
    var now = after.lines().toList();
    int start = 0;
    while (start < Math.min(old.size(), now.size()) && old.get(start).equals(now.get(start))) {
      start++;
    }
    int end = 0;
    while (end < Math.min(old.size(), now.size()) - start
        && old.get(old.size() - 1 - end).equals(now.get(now.size() - 1 - end))) {
      end++;
    }
    var all = new ArrayList<Line>();
    old.subList(0, start).forEach(line -> all.add(new Line("", line)));
    middle(old.subList(start, old.size() - end), now.subList(start, now.size() - end), all);
    old.subList(old.size() - end, old.size()).forEach(line -> all.add(new Line("", line)));
    return all;
  }

  private static void middle(List<String> old, List<String> now, List<Line> all) {
    if ((long) old.size() * now.size() > MOST_PAIRS) {
      old.forEach(line -> all.add(new Line("minus", line)));
      now.forEach(line -> all.add(new Line("plus", line)));
      return;
    }
    var lengths = commonLengths(old, now);
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
        all.add(new Line("", old.get(i)));
        i++;
        j++;
      } else if (j == now.size() || (i < old.size() && lengths[i + 1][j] >= lengths[i][j + 1])) {
        all.add(new Line("minus", old.get(i++)));
      } else {
        all.add(new Line("plus", now.get(j++)));
      }
    }
  }

  /** Lengths of the longest common subsequences of the texts' ends. */
  private static int[][] commonLengths(List<String> old, List<String> now) {
    var lengths = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        lengths[i][j] =
            old.get(i).equals(now.get(j))
                ? lengths[i + 1][j + 1] + 1
                : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
      }
    }
    return lengths;
  }

  private static List<Line> withContext(List<Line> all) {
    var shown = new ArrayList<Line>();
    boolean isSkipped = false;
    for (int i = 0; i < all.size(); i++) {
      int from = Math.max(0, i - CONTEXT);
      int to = Math.min(all.size(), i + CONTEXT + 1);
      if (all.subList(from, to).stream().anyMatch(line -> !line.style().isEmpty())) {
        if (isSkipped) {
          shown.add(new Line("", "…"));
        }
        shown.add(all.get(i));
        isSkipped = false;
      } else {
        isSkipped = !shown.isEmpty();
      }
    }
    return shown;
  }
}
