package io.proofline.processor.topology.intake;

/** A signal is not what its source documents. The message is for a person. */
final class UnreadableSignalException extends Exception {

  private static final long serialVersionUID = 1L;

  UnreadableSignalException(String message) {
    super(message);
  }
}
