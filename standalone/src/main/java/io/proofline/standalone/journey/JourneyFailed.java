package io.proofline.standalone.journey;

/** A journey did not go on; the message says what was awaited and what was seen last. */
final class JourneyFailed extends RuntimeException {

  JourneyFailed(String message) {
    super(message);
  }

  JourneyFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
