package io.proofline.cli;

import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;

/** Prints a failure: as a sentence if a person can fix it, with its stack trace if it is a bug. */
final class CommandErrorHandler {

  private CommandErrorHandler() {}

  @SuppressWarnings("unused") // the parse result is in picocli's signature
  static int handle(Exception e, CommandLine command, ParseResult parsed) {
    var err = command.getErr();
    if (isExpected(e)) {
      err.println(PasteableCommands.complete(command.getCommandSpec(), message(e)));
    } else {
      e.printStackTrace(err);
    }
    return ExitCode.SOFTWARE;
  }

  private static boolean isExpected(Exception e) {
    return e instanceof StartupException
        || e instanceof ConsoleClientException
        || e instanceof IllegalArgumentException
        || e instanceof IllegalStateException
        || e instanceof KafkaException;
  }

  private static String message(Exception e) {
    var cause = e.getCause();
    return cause == null || e instanceof StartupException || e instanceof ConsoleClientException
        ? String.valueOf(e.getMessage())
        : "%s: %s".formatted(e.getMessage(), cause.getMessage());
  }
}
