package io.proofline.rules;

import java.util.List;
import java.util.stream.Collectors;

/** A rules file was refused whole; all its mistakes are told at once. */
public final class InvalidRulesException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<RulesDiagnostic> diagnostics;

  InvalidRulesException(List<RulesDiagnostic> mistakes) {
    super(mistakes.stream().map(RulesDiagnostic::toString).collect(Collectors.joining("\n")));
    this.diagnostics = List.copyOf(mistakes);
  }

  public List<RulesDiagnostic> diagnostics() {
    return diagnostics;
  }
}
