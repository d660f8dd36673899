package io.proofline.cli;

/** The door gave no answer, or not what was asked for; the message says what to do. */
final class ProcessorClientException extends IllegalStateException {

  ProcessorClientException(String message) {
    super(message);
  }
}
