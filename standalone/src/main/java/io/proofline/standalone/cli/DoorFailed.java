package io.proofline.standalone.cli;

/** The door gave no answer, or not what was asked for; the message says what to do. */
final class DoorFailed extends IllegalStateException {

  DoorFailed(String message) {
    super(message);
  }
}
