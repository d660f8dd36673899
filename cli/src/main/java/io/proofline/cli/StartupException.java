package io.proofline.cli;

/** The program did not start, for a reason that a person can mend; the message says how. */
public final class StartupException extends RuntimeException {

  public StartupException(String message) {
    super(message);
  }

  public StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
