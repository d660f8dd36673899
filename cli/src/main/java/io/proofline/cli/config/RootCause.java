package io.proofline.cli.config;

/** Why something failed, where frameworks have wrapped it. */
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
