package io.proofline.cli;

/** Nothing was started, for a reason that a person can cure; the message names both. */
public final class StartupException extends RuntimeException {

  public StartupException(String message) {
    super(message);
  }

  public StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
