package io.proofline.cli;

/** The stream processor did not answer, or rejected a request; the message has the next step. */
final class ProcessorClientException extends IllegalStateException {

  ProcessorClientException(String message) {
    super(message);
  }
}
