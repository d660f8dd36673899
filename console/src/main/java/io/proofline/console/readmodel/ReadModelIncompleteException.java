package io.proofline.console.readmodel;

/** The read model can't answer completely yet. */
public final class ReadModelIncompleteException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public ReadModelIncompleteException(String message) {
    super(message);
  }
}
