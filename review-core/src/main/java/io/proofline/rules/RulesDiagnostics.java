package io.proofline.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** The mistakes that were found so far. */
final class RulesDiagnostics {

  private final List<RulesDiagnostic> diagnostics = new ArrayList<>();

  void add(Node where, String text) {
    add(Optional.ofNullable(where.getStartMark()), text);
  }

  void add(Optional<Mark> where, String text) {
    diagnostics.add(
        new RulesDiagnostic(
            where.map(m -> m.getLine() + 1).orElse(1),
            where.map(m -> m.getColumn() + 1).orElse(1),
            text));
  }

  boolean isEmpty() {
    return diagnostics.isEmpty();
  }

  void throwIfAny() throws InvalidRulesException {
    if (!diagnostics.isEmpty()) {
      throw new InvalidRulesException(sorted());
    }
  }

  /** In the order of the file. */
  List<RulesDiagnostic> sorted() {
    return diagnostics.stream()
        .sorted(
            Comparator.comparingInt(RulesDiagnostic::line)
                .thenComparingInt(RulesDiagnostic::column))
        .toList();
  }
}
