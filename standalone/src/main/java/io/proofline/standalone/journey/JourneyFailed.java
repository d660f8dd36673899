package io.proofline.standalone.journey;

/** A journey did not go on; the message says what was awaited and what was seen last. */
public final class JourneyFailed extends RuntimeException {

  public JourneyFailed(String message) {
    super(message);
  }

  public JourneyFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
