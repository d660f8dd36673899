package io.proofline.standalone;

/** Nothing was started, for a reason that a person can cure; the message names both. */
public final class StartRefused extends RuntimeException {

  public StartRefused(String message) {
    super(message);
  }

  public StartRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
