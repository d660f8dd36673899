package io.proofline.sandbox.ziflow.account;

/** A call that the service answers with an error. */
public final class ZiflowApiException extends RuntimeException {
  private final int status;

  public ZiflowApiException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  public static ZiflowApiException invalid(String message) {
    return new ZiflowApiException(422, message);
  }

  public static ZiflowApiException notFound(String kind, String id) {
    return new ZiflowApiException(404, "There is no %s %s".formatted(kind, id));
  }

  public static ZiflowApiException noKey() {
    return new ZiflowApiException(401, "The apikey is missing or not known");
  }

  public int status() {
    return status;
  }

  public String message() {
    return String.valueOf(getMessage());
  }
}
