package io.proofline.standalone.cli;

import io.proofline.standalone.StartRefused;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;

/** Tells a failure: in a sentence where a person can cure it, with its trace where only we can. */
final class Failures {

  private Failures() {}

  @SuppressWarnings("unused") // the parse result is in picocli's signature
  static int tell(Exception e, CommandLine command, ParseResult parsed) {
    var err = command.getErr();
    if (isPlain(e)) {
      err.println(sentence(e));
    } else {
      e.printStackTrace(err);
    }
    return ExitCode.SOFTWARE;
  }

  private static boolean isPlain(Exception e) {
    return e instanceof StartRefused
        || e instanceof IllegalArgumentException
        || e instanceof IllegalStateException
        || e instanceof KafkaException;
  }

  private static String sentence(Exception e) {
    var cause = e.getCause();
    return cause == null || e instanceof StartRefused
        ? String.valueOf(e.getMessage())
        : "%s: %s".formatted(e.getMessage(), cause.getMessage());
  }
}
