package io.proofline.standalone;

/** Why something failed, where frameworks have wrapped it. */
final class Causes {

  private Causes() {}

  /** The message of the innermost cause. */
  static String deepest(Throwable e) {
    var cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
