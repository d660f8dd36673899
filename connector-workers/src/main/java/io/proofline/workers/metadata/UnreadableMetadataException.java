package io.proofline.workers.metadata;

/**
 * A metadata block can't be parsed completely, so changing it could lose some of it. The message
 * names the block and the cause, for a person.
 */
final class UnreadableMetadataException extends Exception {

  private static final long serialVersionUID = 1;

  UnreadableMetadataException(String message) {
    super(message);
  }

  UnreadableMetadataException(String message, Throwable cause) {
    super(message, cause);
  }
}
