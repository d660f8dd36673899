package io.proofline.workers.call;

/** What an API's refusals mean. Pure: status, headers and body in, error out. */
@FunctionalInterface
public interface ErrorClassifier {

  /** The error behind an answer that is not good. */
  ApiError classify(ApiResponse apiResponse);
}
