package io.proofline.workers.probe;

import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import java.util.function.Function;

/**
 * The result of one check of an account or address, for a person.
 *
 * @param detail the result, in a sentence without secrets
 * @param remedy the next step for a person; empty for none
 */
public record ProbeResult(String check, Status status, String detail, String remedy) {

  /** The result's severity. */
  public enum Status {
    PASS,
    WARN,
    FAIL
  }

  public static ProbeResult pass(String check, String detail) {
    return new ProbeResult(check, Status.PASS, detail, "");
  }

  public static ProbeResult warn(String check, String detail, String remedy) {
    return new ProbeResult(check, Status.WARN, detail, remedy);
  }

  public static ProbeResult fail(String check, String detail, String remedy) {
    return new ProbeResult(check, Status.FAIL, detail, remedy);
  }

  /** The result for an answer, or for the error of a failed call. */
  public static <T> ProbeResult of(
      CallResult<T> answer,
      Function<T, ProbeResult> onSuccess,
      Function<ApiError, ProbeResult> onError) {
    return switch (answer) {
      case Success<T>(var value) -> onSuccess.apply(value);
      case Failure<T>(var error) -> onError.apply(error);
    };
  }

  /** A failure with the error's text. */
  public static Function<ApiError, ProbeResult> failOnError(String check, String remedy) {
    return error -> fail(check, error.text(), remedy);
  }

  /** A warning with the error's text. */
  public static Function<ApiError, ProbeResult> warnOnError(String check, String remedy) {
    return error -> warn(check, error.text(), remedy);
  }
}
