package io.proofline.processor.web;

/** A request is invalid; the message says what is wrong and what is allowed. */
final class UnprocessableRequestException extends RuntimeException {

  UnprocessableRequestException(String message) {
    super(message);
  }
}
