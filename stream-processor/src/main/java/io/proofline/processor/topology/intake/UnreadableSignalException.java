package io.proofline.processor.topology.intake;

/** A signal differs from its source's documentation. The message is for a person. */
final class UnreadableSignalException extends Exception {

  private static final long serialVersionUID = 1L;

  UnreadableSignalException(String message) {
    super(message);
  }
}
