package io.proofline.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who asks for it, and how sure they are. */
final class ConfirmationOptions {

  /** More than these are not touched without a question. */
  static final int CONFIRM_ABOVE = 20;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec = CommandSpec.create();

  @Option(names = "--dry-run", description = "Lists what it would touch, and touches nothing.")
  boolean dryRun;

  @Option(
      names = "--yes",
      description = "Does not ask before it touches more than " + CONFIRM_ABOVE + ".")
  boolean yes;

  @Option(
      names = "--as",
      paramLabel = "EMAIL",
      description = "Who asks, for the record; only an id made of it is kept.")
  @Nullable String as;

  /**
   * Does it, or only lists it for a dry run, or leaves it when nobody wants so many.
   *
   * @param deed what is done to each, such as {@code withdraw}
   * @param what what it is done to, in the singular
   * @param each what it is done to, a line each
   * @return the exit code
   */
  int runIfConfirmed(String deed, String what, List<String> each, IntSupplier act) {
    var all = TerminalText.count(each.size(), what);
    if (dryRun) {
      PrintWriter out = spec.commandLine().getOut();
      out.printf("It would %s %s:%n", deed, all);
      each.forEach(line -> out.println("  " + line));
      return ExitCode.OK;
    }
    boolean goesOn =
        each.size() <= CONFIRM_ABOVE || confirm("This would %s %s.".formatted(deed, all));
    return goesOn ? act.getAsInt() : ExitCode.SOFTWARE;
  }

  /** What the person at the terminal answers; no where there is none. */
  boolean confirm(String what) {
    if (yes) {
      return true;
    }
    var console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (console.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(what + " Nobody is at a terminal to be asked, so nothing was done: say --yes.");
    }
    return console
        .map(c -> c.readLine("%s Go on? [y/N] ", what))
        .filter(ConfirmationOptions::isYes)
        .isPresent();
  }

  private static boolean isYes(String answer) {
    return answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }
}
