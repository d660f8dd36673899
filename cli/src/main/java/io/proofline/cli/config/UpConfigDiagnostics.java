package io.proofline.cli.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the mistakes in a file for {@code up}, so that all are reported at once. */
final class UpConfigDiagnostics {

  private record Diagnostic(int line, String text) {}

  private final List<Diagnostic> diagnostics = new ArrayList<>();

  /** Adds a mistake without a line: one of the whole file, or a missing key. */
  void add(String text) {
    diagnostics.add(new Diagnostic(Integer.MAX_VALUE, text));
  }

  void add(int line, String text) {
    diagnostics.add(new Diagnostic(line, "line %d: %s".formatted(line, text)));
  }

  /** Throws if there are mistakes, ordered by line; those without a line come last. */
  void throwIfAny() throws InvalidUpConfigException {
    if (!diagnostics.isEmpty()) {
      throw new InvalidUpConfigException(
          diagnostics.stream()
              .sorted(Comparator.comparingInt(Diagnostic::line))
              .map(Diagnostic::text)
              .toList());
    }
  }
}
