package io.proofline.workers.call;

/** Maps an API's error responses to {@link ApiError}s. Pure. */
@FunctionalInterface
public interface ErrorClassifier {

  /** The error of a response whose status is not 2xx. */
  ApiError classify(ApiResponse apiResponse);
}
