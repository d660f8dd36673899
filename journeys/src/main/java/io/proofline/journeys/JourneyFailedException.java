package io.proofline.journeys;

/** A journey failed; the message has the awaited state and the last state seen. */
public final class JourneyFailedException extends RuntimeException {

  public JourneyFailedException(String message) {
    super(message);
  }

  public JourneyFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
