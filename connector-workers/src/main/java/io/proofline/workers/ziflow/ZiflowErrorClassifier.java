package io.proofline.workers.ziflow;

import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.ApiError.Unauthorized;
import io.proofline.workers.call.ApiResponse;
import io.proofline.workers.call.ErrorBodies;
import io.proofline.workers.ziflow.ZiflowProperties.ForbiddenMeans;

/**
 * Maps Ziflow's status codes to errors; the body is not used, since its form is not published.
 *
 * @param forbidden open question: an edition's limit may be a 403 or a 422, and a revoked key may
 *     be a 403 too. By default a 403 concerns the one request, so that one command can't stop all
 *     others
 */
record ZiflowErrorClassifier(ForbiddenMeans forbidden)
    implements io.proofline.workers.call.ErrorClassifier {

  @Override
  public ApiError classify(ApiResponse apiResponse) {
    int status = apiResponse.status();
    return switch (status) {
      case 401 -> new Unauthorized(Api.ZIFLOW, status, ErrorBodies.detail(apiResponse));
      case 403 -> forbidden(apiResponse);
      case 404 -> new NotFound(Api.ZIFLOW, ErrorBodies.detail(apiResponse));
      case 408 -> new NoUsableResponse(Api.ZIFLOW, "status 408");
      case 429, 503 -> new Throttled(Api.ZIFLOW, status, ErrorBodies.retryAfter(apiResponse));
      default ->
          status >= 400 && status < 500
              ? new Rejected(Api.ZIFLOW, status, ErrorBodies.detail(apiResponse))
              : new NoUsableResponse(Api.ZIFLOW, "status " + status);
    };
  }

  private ApiError forbidden(ApiResponse apiResponse) {
    var detail = ErrorBodies.detail(apiResponse);
    return switch (forbidden) {
      case REQUEST -> new Rejected(Api.ZIFLOW, 403, detail);
      case ACCESS -> new Unauthorized(Api.ZIFLOW, 403, detail);
    };
  }
}
