package io.proofline.cli;

/** The console did not answer, or refused a call; the message has the next step. */
final class ConsoleClientException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;

  /**
   * A failed call.
   *
   * @param status of the answer; 0 if there is none
   */
  ConsoleClientException(int status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** A call that is not made, or whose answer is not usable. */
  ConsoleClientException(String message) {
    super(message);
    this.status = 0;
  }

  /** Whether the call contradicts the present state, such as a retry of a command that runs. */
  boolean isConflict() {
    return status == 409;
  }
}
