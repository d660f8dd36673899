package io.proofline.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table of text. Its columns are as wide as their widest cell, or narrower if the table is wider
 * than the terminal; a cell that is too long goes on in the next lines.
 */
final class TextTable {

  private static final int GAP = 2;

  /** A word of more characters may be cut. */
  private static final int LONGEST_WORD = 32;

  private final List<Row> rows = new ArrayList<>();

  /**
   * A row.
   *
   * @param details lines below it over the whole width, which are never broken
   */
  private record Row(List<String> cells, List<String> details) {}

  TextTable(String... heads) {
    row(heads);
  }

  TextTable row(String... cells) {
    rows.add(new Row(List.of(cells), new ArrayList<>()));
    return this;
  }

  /** Adds a line below the last row; nothing if it is empty. */
  void detail(String line) {
    if (!line.isEmpty()) {
      rows.getLast().details().add(line);
    }
  }

  /** Prints the table as wide as the terminal at most; without a terminal as wide as its cells. */
  void print(PrintWriter out) {
    lines(TerminalWidth.columns()).forEach(out::println);
  }

  /** The lines, the headings first. */
  List<String> lines(int width) {
    var widths = widths(width);
    return rows.stream()
        .flatMap(row ->
            Stream.concat(lines(row.cells(), widths), row.details().stream().map("  → "::concat)))
        .toList();
  }

  private int[] widths(int width) {
    var widths = new int[rows.getFirst().cells().size()];
    var least = new int[widths.length];
    for (var row : rows) {
      for (int i = 0; i < widths.length; i++) {
        var cell = row.cells().get(i);
        widths[i] = Math.max(widths[i], cell.length());
        least[i] = Math.max(least[i], longestWord(cell));
      }
    }
    int excess = Arrays.stream(widths).sum() + GAP * (widths.length - 1) - width;
    for (int i = widest(widths, least); excess > 0 && i >= 0; i = widest(widths, least)) {
      widths[i]--;
      excess--;
    }
    return widths;
  }

  private static int longestWord(String cell) {
    int longest = Arrays.stream(cell.split(" ")).mapToInt(String::length).max().orElse(0);
    return Math.min(longest, LONGEST_WORD);
  }

  /** The widest column that can be narrower; -1 for none. */
  private static int widest(int[] widths, int[] least) {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest])) {
        widest = i;
      }
    }
    return widest;
  }

  private static Stream<String> lines(List<String> cells, int[] widths) {
    var wrapped = new ArrayList<List<String>>();
    int height = 1;
    for (int i = 0; i < widths.length; i++) {
      wrapped.add(wrap(cells.get(i), widths[i]));
      height = Math.max(height, wrapped.getLast().size());
    }
    var lines = new ArrayList<String>();
    for (int at = 0; at < height; at++) {
      var line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        var part = at < wrapped.get(i).size() ? wrapped.get(i).get(at) : "";
        line.append(part).append(" ".repeat(widths[i] - part.length() + GAP));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines.stream();
  }

  /** Breaks a cell at blanks, and a word that is longer than the column anywhere. */
  private static List<String> wrap(String cell, int width) {
    var parts = new ArrayList<String>();
    var rest = cell;
    while (rest.length() > width) {
      int blank = rest.lastIndexOf(' ', width);
      int end = blank > 0 ? blank : width;
      parts.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    parts.add(rest);
    return parts;
  }
}
