package io.proofline.processor.topology;

/** A signal is not what its source documents. The message is for a person. */
final class Unreadable extends Exception {

  private static final long serialVersionUID = 1L;

  Unreadable(String message) {
    super(message);
  }
}
