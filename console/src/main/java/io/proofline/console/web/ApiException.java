package io.proofline.console.web;

import org.springframework.http.HttpStatus;

/** A refusal of the API, which becomes a problem of RFC 9457. */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final HttpStatus status;
  private final String type;

  private ApiException(HttpStatus status, String type, String detail) {
    super(detail);
    this.status = status;
    this.type = type;
  }

  /** Nothing of that name or id is known; {@code detail} says what the reader can do. */
  public static ApiException notFound(String detail) {
    return new ApiException(HttpStatus.NOT_FOUND, "not-found", detail);
  }

  /** A parameter or a part of the body is wrong; {@code detail} names it and what is allowed. */
  public static ApiException invalid(String detail) {
    return new ApiException(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-request", detail);
  }

  /** The body is larger than a setting allows; {@code detail} names it. */
  public static ApiException tooLarge(String detail) {
    return new ApiException(HttpStatus.CONTENT_TOO_LARGE, "content-too-large", detail);
  }

  /** The request contradicts an earlier one or the present state. */
  public static ApiException conflict(String detail) {
    return new ApiException(HttpStatus.CONFLICT, "conflict", detail);
  }

  /** What the caller expects to change has changed meanwhile. */
  public static ApiException preconditionFailed(String detail) {
    return new ApiException(HttpStatus.PRECONDITION_FAILED, "precondition-failed", detail);
  }

  /** Kafka did not store a record in time. */
  public static ApiException unavailable(String detail) {
    return new ApiException(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", detail);
  }

  /** The caller makes too many calls; {@code detail} names the limit. */
  public static ApiException tooMany(String detail) {
    return new ApiException(HttpStatus.TOO_MANY_REQUESTS, "too-many-requests", detail);
  }

  public HttpStatus status() {
    return status;
  }

  String type() {
    return type;
  }
}
