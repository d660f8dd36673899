package io.proofline.standalone.audit;

/** A file that is not, or no longer, as an export of the audit trail is; the message says where. */
public final class NoExport extends Exception {

  NoExport(String message) {
    super(message);
  }

  NoExport(String message, Throwable cause) {
    super(message, cause);
  }
}
