package io.proofline.cli.config;

/** Finds the innermost cause of an exception that frameworks have wrapped. */
final class RootCause {

  private RootCause() {}

  /** The message of the innermost cause. */
  static String messageOf(Throwable e) {
    var cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
