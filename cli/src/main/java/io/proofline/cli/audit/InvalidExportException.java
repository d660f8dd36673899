package io.proofline.cli.audit;

/** A file that is not, or no longer, as an export of the audit trail is; the message says where. */
public final class InvalidExportException extends Exception {

  InvalidExportException(String message) {
    super(message);
  }

  InvalidExportException(String message, Throwable cause) {
    super(message, cause);
  }
}
