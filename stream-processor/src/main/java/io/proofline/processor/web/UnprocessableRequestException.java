package io.proofline.processor.web;

/** What is asked can't be done; the message says what is wrong, and what is allowed. */
final class UnprocessableRequestException extends RuntimeException {

  UnprocessableRequestException(String message) {
    super(message);
  }
}
