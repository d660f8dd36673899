package io.proofline.workers.photoshelter;

import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.ApiError.Unauthorized;
import io.proofline.workers.call.ApiResponse;
import io.proofline.workers.call.ErrorBodies;
import io.proofline.workers.call.LenientJson;
import java.util.Set;

/**
 * Maps PhotoShelter's status codes to errors. A 401 is about the session: the client logs in again,
 * and {@link #afterFreshLogin} classifies a second one.
 */
public record PhotoShelterErrorClassifier() implements io.proofline.workers.call.ErrorClassifier {

  private static final Set<String> CREDENTIAL_ERRORS =
      Set.of("ApiKeyInvalidException", "OAuthServerException");

  @Override
  public ApiError classify(ApiResponse apiResponse) {
    int status = apiResponse.status();
    return switch (status) {
      case 401 -> new Unauthorized(Api.PHOTOSHELTER, status, ErrorBodies.detail(apiResponse));
      case 403 -> forbidden(apiResponse);
      case 404 -> new NotFound(Api.PHOTOSHELTER, ErrorBodies.detail(apiResponse));
      case 408 -> new NoUsableResponse(Api.PHOTOSHELTER, "status 408");
      case 429, 503 -> new Throttled(Api.PHOTOSHELTER, status, ErrorBodies.retryAfter(apiResponse));
      default ->
          status >= 400 && status < 500
              ? new Rejected(Api.PHOTOSHELTER, status, ErrorBodies.detail(apiResponse))
              : new NoUsableResponse(Api.PHOTOSHELTER, "status " + status);
    };
  }

  /** With a new session, a 401 is about the one resource, or that session has ended too. */
  static ApiError afterFreshLogin(ApiError error) {
    return error instanceof Unauthorized(var api, int status, var detail) && status == 401
        ? new Rejected(api, status, "also with a fresh session: " + detail)
        : error;
  }

  /** A 403 without a known name may concern one resource, and must not stop all calls. */
  private static ApiError forbidden(ApiResponse apiResponse) {
    var first = ErrorBodies.firstError(apiResponse.body());
    var id = first == null ? null : LenientJson.text(first, "id", "class");
    return id != null && CREDENTIAL_ERRORS.contains(id)
        ? new Unauthorized(Api.PHOTOSHELTER, 403, ErrorBodies.detail(apiResponse))
        : new Rejected(Api.PHOTOSHELTER, 403, ErrorBodies.detail(apiResponse));
  }
}
