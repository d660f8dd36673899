package io.proofline.cli;

import java.io.Console;
import java.util.Optional;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The width of the terminal to which the command prints. */
final class TerminalWidth {

  private TerminalWidth() {}

  /** The number of columns; unlimited if the output is not a terminal. */
  static int columns() {
    var fixed = System.getenv().getOrDefault("COLUMNS", "");
    if (fixed.matches("[1-9]\\d{0,4}")) {
      return Integer.parseInt(fixed);
    }
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(_ -> new UsageMessageSpec().autoWidth(true).width())
        .orElse(Integer.MAX_VALUE);
  }
}
