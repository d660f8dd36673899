package io.proofline.console.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines in which two texts differ, with those that they share. Of a longer part without shared
 * lines at its ends all lines are replaced, so that the work is bounded.
 */
final class LineDiff {

  private static final int LONGEST_COMPARED = 2_000;

  private LineDiff() {}

  /** What happened to a line. */
  enum Change {
    SAME,
    REMOVED,
    ADDED
  }

  /** A line of one text or of both. */
  record Line(Change change, String text) {}

  static List<Line> of(String before, String after) {
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
    var lines = new ArrayList<Line>();
    old.subList(0, start).forEach(line -> lines.add(new Line(Change.SAME, line)));
    addMiddle(lines, old.subList(start, old.size() - end), now.subList(start, now.size() - end));
    old.subList(old.size() - end, old.size())
        .forEach(line -> lines.add(new Line(Change.SAME, line)));
    return lines;
  }

  private static void addMiddle(List<Line> lines, List<String> old, List<String> now) {
    if (old.size() > LONGEST_COMPARED || now.size() > LONGEST_COMPARED) {
      old.forEach(line -> lines.add(new Line(Change.REMOVED, line)));
      now.forEach(line -> lines.add(new Line(Change.ADDED, line)));
      return;
    }
    var shared = longestShared(old, now);
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
        lines.add(new Line(Change.SAME, old.get(i)));
        i++;
        j++;
      } else if (j == now.size() || (i < old.size() && shared[i + 1][j] >= shared[i][j + 1])) {
        lines.add(new Line(Change.REMOVED, old.get(i)));
        i++;
      } else {
        lines.add(new Line(Change.ADDED, now.get(j)));
        j++;
      }
    }
  }

  /** Length of the longest common subsequence from each pair of places on. */
  private static int[][] longestShared(List<String> old, List<String> now) {
    var length = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        length[i][j] =
            old.get(i).equals(now.get(j))
                ? length[i + 1][j + 1] + 1
                : Math.max(length[i + 1][j], length[i][j + 1]);
      }
    }
    return length;
  }
}
