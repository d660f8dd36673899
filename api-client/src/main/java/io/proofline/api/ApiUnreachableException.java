package io.proofline.api;

/** No console answers at an address. */
public final class ApiUnreachableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public ApiUnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
