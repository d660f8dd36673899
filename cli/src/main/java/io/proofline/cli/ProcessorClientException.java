package io.proofline.cli;

/** The stream processor did not answer, or rejected a request; the message says what to do. */
final class ProcessorClientException extends IllegalStateException {

  ProcessorClientException(String message) {
    super(message);
  }
}
