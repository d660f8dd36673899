package io.proofline.workers.photoshelter;

import io.proofline.workers.call.Answer;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Missing;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.ApiError.Unanswered;
import io.proofline.workers.call.ApiError.Unauthorized;
import io.proofline.workers.call.Refusals;
import io.proofline.workers.call.Texts;
import java.util.Set;

/**
 * What PhotoShelter's status codes mean. A 401 is about the session: the client logs in again, and
 * {@link #afterFreshLogin} reads a second one.
 */
record Classify() implements io.proofline.workers.call.Classify {

  private static final Set<String> OUR_ACCESS =
      Set.of("ApiKeyInvalidException", "OAuthServerException");

  @Override
  public ApiError refusal(Answer answer) {
    int status = answer.status();
    return switch (status) {
      case 401 -> new Unauthorized(Api.PHOTOSHELTER, status, Refusals.detail(answer));
      case 403 -> forbidden(answer);
      case 404 -> new Missing(Api.PHOTOSHELTER, Refusals.detail(answer));
      case 408 -> new Unanswered(Api.PHOTOSHELTER, "status 408");
      case 429, 503 -> new Throttled(Api.PHOTOSHELTER, status, Refusals.retryAfter(answer));
      default ->
          status >= 400 && status < 500
              ? new Rejected(Api.PHOTOSHELTER, status, Refusals.detail(answer))
              : new Unanswered(Api.PHOTOSHELTER, "status " + status);
    };
  }

  /** With a session that was made a moment ago, a 401 is about the one resource. */
  static ApiError afterFreshLogin(ApiError error) {
    return error instanceof Unauthorized(var api, int status, var detail) && status == 401
        ? new Rejected(api, status, "also with a fresh session: " + detail)
        : error;
  }

  /** A 403 without a name we know may be one resource's, and must not stop all others. */
  private static ApiError forbidden(Answer answer) {
    var first = Refusals.firstError(answer.body());
    var id = first == null ? null : Texts.text(first, "id", "class");
    return id != null && OUR_ACCESS.contains(id)
        ? new Unauthorized(Api.PHOTOSHELTER, 403, Refusals.detail(answer))
        : new Rejected(Api.PHOTOSHELTER, 403, Refusals.detail(answer));
  }
}
