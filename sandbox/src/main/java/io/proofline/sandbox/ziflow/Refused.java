package io.proofline.sandbox.ziflow;

/** A call that the service answers with an error. */
final class Refused extends RuntimeException {
  private final int status;

  Refused(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  static Refused invalid(String message) {
    return new Refused(422, message);
  }

  static Refused notFound(String kind, String id) {
    return new Refused(404, "There is no %s %s".formatted(kind, id));
  }

  static Refused noKey() {
    return new Refused(401, "The apikey is missing or not known");
  }

  int status() {
    return status;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
