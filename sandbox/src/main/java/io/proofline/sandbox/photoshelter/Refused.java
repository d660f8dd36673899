package io.proofline.sandbox.photoshelter;

/** A call that the service answers with an error. */
final class Refused extends RuntimeException {
  private final int status;
  private final String id;
  private final String title;

  private Refused(int status, String id, String title, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.id = id;
    this.title = title;
  }

  static Refused badKey() {
    return new Refused(
        403,
        "ApiKeyInvalidException",
        "Invalid API key",
        "The API key is missing or not valid here");
  }

  static Refused noSession(String detail) {
    return new Refused(401, "AcsPermissionException", "Invalid access to resource", detail);
  }

  static Refused notFound(String kind, String id) {
    return new Refused(
        404,
        "ResourceNotFoundException",
        kind + " not found",
        "There is no %s %s".formatted(kind, id));
  }

  static Refused badRequest(String detail) {
    return new Refused(400, "BadRequestException", "Bad request", detail);
  }

  static Refused mediaType(String detail) {
    return new Refused(415, "UnsupportedMediaTypeException", "Unsupported media type", detail);
  }

  int status() {
    return status;
  }

  String id() {
    return id;
  }

  String title() {
    return title;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
