package io.proofline.standalone.up;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was found wrong so far. */
final class Mistakes {

  private record Mistake(int line, String text) {}

  private final List<Mistake> found = new ArrayList<>();

  /** Of the file as a whole, or of what it does not say. */
  void add(String text) {
    found.add(new Mistake(Integer.MAX_VALUE, text));
  }

  void add(int line, String text) {
    found.add(new Mistake(line, "line %d: %s".formatted(line, text)));
  }

  /** In the order of the file, what is missing last. */
  void refuse() throws UpRefused {
    if (!found.isEmpty()) {
      throw new UpRefused(
          found.stream()
              .sorted(Comparator.comparingInt(Mistake::line))
              .map(Mistake::text)
              .toList());
    }
  }
}
