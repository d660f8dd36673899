package io.proofline.audit;

/** A file is not an export of the audit trail, or is damaged; the message has the place. */
public final class InvalidExportException extends Exception {

  InvalidExportException(String message) {
    super(message);
  }

  InvalidExportException(String message, Throwable cause) {
    super(message, cause);
  }
}
