package io.proofline.sandbox.photoshelter;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that the service answers with an error. */
final class Refused extends RuntimeException {
  private final int status;
  private final String id;
  private final String title;

  private final @Nullable Duration retryAfter;

  private Refused(int status, String id, String title, String detail) {
    this(status, id, title, detail, null);
  }

  private Refused(
      int status, String id, String title, String detail, @Nullable Duration retryAfter) {
    super(detail, null, false, false);
    this.status = status;
    this.id = id;
    this.title = title;
    this.retryAfter = retryAfter;
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

  /** What OAuth refuses; an access token that has expired too. */
  static Refused oauth(int status, String detail) {
    return new Refused(status, "OAuthServerException", "OAuth error", detail);
  }

  static Refused tooMany(Duration retryAfter) {
    return new Refused(
        429, "TooManyRequestsException", "Too many requests", "Slow down", retryAfter);
  }

  boolean isSessionMissing() {
    return id.equals("AcsPermissionException");
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

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
