package io.proofline.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Collects the diagnostics of a file; of more than 1,000, the first 1,000 found. */
final class RulesDiagnostics {

  private static final int MOST = 1_000;

  private final List<RulesDiagnostic> diagnostics = new ArrayList<>();

  void add(Node node, String text) {
    add(Optional.ofNullable(node.getStartMark()), text);
  }

  /** Adds a diagnostic; without a mark it is at the start of the file. */
  void add(Optional<Mark> mark, String text) {
    if (diagnostics.size() < MOST) {
      diagnostics.add(
          new RulesDiagnostic(
              mark.map(m -> m.getLine() + 1).orElse(1),
              mark.map(m -> m.getColumn() + 1).orElse(1),
              text));
    }
  }

  /** Whether the limit is reached, so that a check may end early. */
  boolean isFull() {
    return diagnostics.size() >= MOST;
  }

  void throwIfAny() throws InvalidRulesException {
    if (!diagnostics.isEmpty()) {
      throw new InvalidRulesException(sorted());
    }
  }

  /** All of them, by line and column. */
  List<RulesDiagnostic> sorted() {
    return diagnostics.stream()
        .sorted(
            Comparator.comparingInt(RulesDiagnostic::line)
                .thenComparingInt(RulesDiagnostic::column))
        .toList();
  }
}
