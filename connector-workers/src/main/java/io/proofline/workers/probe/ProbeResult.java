package io.proofline.workers.probe;

import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import java.util.function.Function;

/**
 * One thing that was looked at.
 *
 * @param detail the result, in a sentence without secrets
 * @param remedy what to do; empty when nothing is to be done
 */
public record ProbeResult(String check, Status status, String detail, String remedy) {

  /** How it stands. */
  public enum Status {
    PASS,
    WARN,
    FAIL
  }

  public static ProbeResult pass(String what, String seen) {
    return new ProbeResult(what, Status.PASS, seen, "");
  }

  public static ProbeResult warn(String what, String seen, String remedy) {
    return new ProbeResult(what, Status.WARN, seen, remedy);
  }

  public static ProbeResult fail(String what, String seen, String remedy) {
    return new ProbeResult(what, Status.FAIL, seen, remedy);
  }

  /** What an answer means, or that there was none. */
  public static <T> ProbeResult of(
      CallResult<T> answer, Function<T, ProbeResult> good, Function<ApiError, ProbeResult> bad) {
    return switch (answer) {
      case Success<T>(var value) -> good.apply(value);
      case Failure<T>(var error) -> bad.apply(error);
    };
  }

  /** Fails with the answer's own words. */
  public static Function<ApiError, ProbeResult> failOnError(String what, String remedy) {
    return error -> fail(what, error.text(), remedy);
  }

  /** Warns with the answer's own words. */
  public static Function<ApiError, ProbeResult> warnOnError(String what, String remedy) {
    return error -> warn(what, error.text(), remedy);
  }
}
