package io.proofline.processor.topology.intake;

/** A request names rules that were not pushed; the request is stored as unreadable. */
final class UnknownRulesVersionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownRulesVersionException(String message) {
    super(message);
  }
}
