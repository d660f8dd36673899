package io.proofline.journeys;

/** A journey did not go on; the message says what was awaited and what was seen last. */
public final class JourneyFailedException extends RuntimeException {

  public JourneyFailedException(String message) {
    super(message);
  }

  public JourneyFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
