package io.proofline.cli;

/** The program did not start, and a person can fix the cause; the message has the remedy. */
public final class StartupException extends RuntimeException {

  public StartupException(String message) {
    super(message);
  }

  public StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
