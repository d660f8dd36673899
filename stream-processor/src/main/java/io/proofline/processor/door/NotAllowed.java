package io.proofline.processor.door;

/** What is asked can't be done; the message says what is wrong, and what is allowed. */
final class NotAllowed extends RuntimeException {

  NotAllowed(String message) {
    super(message);
  }
}
