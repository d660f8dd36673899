package io.proofline.sandbox.photoshelter.account;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that the service answers with an error. */
public final class PhotoShelterApiException extends RuntimeException {
  private final int status;
  private final String id;
  private final String title;

  private final @Nullable Duration retryAfter;

  private PhotoShelterApiException(int status, String id, String title, String detail) {
    this(status, id, title, detail, null);
  }

  private PhotoShelterApiException(
      int status, String id, String title, String detail, @Nullable Duration retryAfter) {
    super(detail, null, false, false);
    this.status = status;
    this.id = id;
    this.title = title;
    this.retryAfter = retryAfter;
  }

  public static PhotoShelterApiException badKey() {
    return new PhotoShelterApiException(
        403,
        "ApiKeyInvalidException",
        "Invalid API key",
        "The API key is missing or not valid here");
  }

  public static PhotoShelterApiException noSession(String detail) {
    return new PhotoShelterApiException(
        401, "AcsPermissionException", "Invalid access to resource", detail);
  }

  public static PhotoShelterApiException notFound(String kind, String id) {
    return new PhotoShelterApiException(
        404,
        "ResourceNotFoundException",
        kind + " not found",
        "There is no %s %s".formatted(kind, id));
  }

  public static PhotoShelterApiException badRequest(String detail) {
    return new PhotoShelterApiException(400, "BadRequestException", "Bad request", detail);
  }

  public static PhotoShelterApiException mediaType(String detail) {
    return new PhotoShelterApiException(
        415, "UnsupportedMediaTypeException", "Unsupported media type", detail);
  }

  /** An OAuth error, also for an expired access token. */
  public static PhotoShelterApiException oauth(int status, String detail) {
    return new PhotoShelterApiException(status, "OAuthServerException", "OAuth error", detail);
  }

  public static PhotoShelterApiException tooMany(Duration retryAfter) {
    return new PhotoShelterApiException(
        429, "TooManyRequestsException", "Too many requests", "Slow down", retryAfter);
  }

  public boolean isSessionMissing() {
    return id.equals("AcsPermissionException");
  }

  public int status() {
    return status;
  }

  public String id() {
    return id;
  }

  public String title() {
    return title;
  }

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  public String detail() {
    return String.valueOf(getMessage());
  }
}
