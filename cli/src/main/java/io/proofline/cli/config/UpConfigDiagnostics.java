package io.proofline.cli.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The mistakes found so far. */
final class UpConfigDiagnostics {

  private record Diagnostic(int line, String text) {}

  private final List<Diagnostic> diagnostics = new ArrayList<>();

  /** Of the file as a whole, or of what it does not say. */
  void add(String text) {
    diagnostics.add(new Diagnostic(Integer.MAX_VALUE, text));
  }

  void add(int line, String text) {
    diagnostics.add(new Diagnostic(line, "line %d: %s".formatted(line, text)));
  }

  /** In the order of the file, what is missing last. */
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
