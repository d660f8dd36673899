package io.proofline.rules;

import java.util.List;
import java.util.stream.Collectors;

/** A rules file or sample was refused. The message has one line for each mistake. */
public final class InvalidRulesException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<RulesDiagnostic> diagnostics;

  InvalidRulesException(List<RulesDiagnostic> diagnostics) {
    super(diagnostics.stream().map(RulesDiagnostic::toString).collect(Collectors.joining("\n")));
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** All mistakes, by line and column. */
  public List<RulesDiagnostic> diagnostics() {
    return diagnostics;
  }
}
