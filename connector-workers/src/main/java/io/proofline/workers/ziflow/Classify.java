package io.proofline.workers.ziflow;

import io.proofline.workers.call.Answer;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Missing;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.ApiError.Unanswered;
import io.proofline.workers.call.ApiError.Unauthorized;
import io.proofline.workers.call.Refusals;
import io.proofline.workers.ziflow.ZiflowProperties.ForbiddenMeans;

/**
 * What Ziflow's status codes mean; the body's shape is not published, so it decides nothing.
 *
 * @param forbidden open question: an edition's limits may answer 403 or 422, a withdrawn key may
 *     answer 403 too. Read as the request's by default, so that one command can't stop all others
 */
record Classify(ForbiddenMeans forbidden) implements io.proofline.workers.call.Classify {

  @Override
  public ApiError refusal(Answer answer) {
    int status = answer.status();
    return switch (status) {
      case 401 -> new Unauthorized(Api.ZIFLOW, status, Refusals.detail(answer));
      case 403 -> forbidden(answer);
      case 404 -> new Missing(Api.ZIFLOW, Refusals.detail(answer));
      case 408 -> new Unanswered(Api.ZIFLOW, "status 408");
      case 429, 503 -> new Throttled(Api.ZIFLOW, status, Refusals.retryAfter(answer));
      default ->
          status >= 400 && status < 500
              ? new Rejected(Api.ZIFLOW, status, Refusals.detail(answer))
              : new Unanswered(Api.ZIFLOW, "status " + status);
    };
  }

  private ApiError forbidden(Answer answer) {
    var detail = Refusals.detail(answer);
    return switch (forbidden) {
      case REQUEST -> new Rejected(Api.ZIFLOW, 403, detail);
      case ACCESS -> new Unauthorized(Api.ZIFLOW, 403, detail);
    };
  }
}
