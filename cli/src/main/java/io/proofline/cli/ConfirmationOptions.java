package io.proofline.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of commands that change many assets: a dry run, and a question above a limit. */
final class ConfirmationOptions {

  /** More things than this are changed only after a confirmation. */
  static final int CONFIRM_ABOVE = 20;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec = CommandSpec.create();

  @Option(names = "--dry-run", description = "Lists what it would change, and changes nothing.")
  boolean dryRun;

  @Option(names = "--yes", description = "Changes more than " + CONFIRM_ABOVE + " without asking.")
  boolean yes;

  /**
   * Runs an action, or only lists its targets for a dry run, or stops if it is not confirmed.
   *
   * @param verb what the action does to each target, such as {@code withdraw}
   * @param noun the kind of target, in the singular
   * @param targets a line for each target
   * @return the exit code
   */
  int runIfConfirmed(String verb, String noun, List<String> targets, IntSupplier action) {
    var all = TerminalText.count(targets.size(), noun);
    if (dryRun) {
      PrintWriter out = spec.commandLine().getOut();
      out.printf("It would %s %s:%n", verb, all);
      targets.forEach(line -> out.println("  " + line));
      return ExitCode.OK;
    }
    boolean confirmed =
        targets.size() <= CONFIRM_ABOVE || confirm("This would %s %s.".formatted(verb, all));
    return confirmed ? action.getAsInt() : ExitCode.SOFTWARE;
  }

  /** Asks the person at the terminal; the answer is no if there is no terminal. */
  boolean confirm(String what) {
    if (yes) {
      return true;
    }
    var console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (console.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              what + " Nothing was done, as there is no terminal to confirm it at. Add --yes.");
    }
    return console
        .map(c -> c.readLine("%s Go on? [y/N] ", what))
        .filter(ConfirmationOptions::isYes)
        .isPresent();
  }

  static boolean isYes(String answer) {
    return answer.strip().matches("(?i)y|yes");
  }
}
