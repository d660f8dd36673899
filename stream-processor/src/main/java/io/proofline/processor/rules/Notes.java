package io.proofline.processor.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** The mistakes that were found so far. */
final class Notes {

  private final List<Mistake> mistakes = new ArrayList<>();

  void add(Node where, String text) {
    add(Optional.ofNullable(where.getStartMark()), text);
  }

  void add(Optional<Mark> where, String text) {
    mistakes.add(
        new Mistake(
            where.map(m -> m.getLine() + 1).orElse(1),
            where.map(m -> m.getColumn() + 1).orElse(1),
            text));
  }

  boolean hasNone() {
    return mistakes.isEmpty();
  }

  void refuseMistakes() throws RulesRefused {
    if (!mistakes.isEmpty()) {
      throw new RulesRefused(sorted());
    }
  }

  /** In the order of the file. */
  List<Mistake> sorted() {
    return mistakes.stream()
        .sorted(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column))
        .toList();
  }
}
