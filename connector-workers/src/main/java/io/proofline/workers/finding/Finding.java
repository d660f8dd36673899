package io.proofline.workers.finding;

import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import java.util.function.Function;

/**
 * One thing that was looked at.
 *
 * @param seen what was found, in a sentence without secrets
 * @param remedy what to do; empty when nothing is to be done
 */
public record Finding(String what, Grade grade, String seen, String remedy) {

  /** How it stands. */
  public enum Grade {
    PASS,
    WARN,
    FAIL
  }

  public static Finding pass(String what, String seen) {
    return new Finding(what, Grade.PASS, seen, "");
  }

  public static Finding warn(String what, String seen, String remedy) {
    return new Finding(what, Grade.WARN, seen, remedy);
  }

  public static Finding fail(String what, String seen, String remedy) {
    return new Finding(what, Grade.FAIL, seen, remedy);
  }

  /** What an answer means, or that there was none. */
  public static <T> Finding of(
      CallResult<T> answer, Function<T, Finding> good, Function<ApiError, Finding> bad) {
    return switch (answer) {
      case Success<T>(var value) -> good.apply(value);
      case Failure<T>(var error) -> bad.apply(error);
    };
  }

  /** Fails with the answer's own words. */
  public static Function<ApiError, Finding> failing(String what, String remedy) {
    return error -> fail(what, error.text(), remedy);
  }

  /** Warns with the answer's own words. */
  public static Function<ApiError, Finding> warning(String what, String remedy) {
    return error -> warn(what, error.text(), remedy);
  }
}
