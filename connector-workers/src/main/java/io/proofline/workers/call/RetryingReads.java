package io.proofline.workers.call;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.ApiError.Unreachable;
import io.proofline.workers.call.CallResult.Failure;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Retries reads after transient errors: for work of many calls, which would rarely complete if each
 * failure ended it. Waits on the calling thread, for {@code Retry-After} if the API gives it,
 * otherwise with an exponential random backoff. After the last attempt its error is the result.
 * Only for calls that may be repeated.
 */
public final class RetryingReads {

  /** Without retries. */
  public static final RetryingReads NO_RETRY =
      new RetryingReads(1, Duration.ofMillis(1), Duration.ofMillis(1));

  private final Retry retry;

  /**
   * @param attempts in all
   * @param first delay before the first retry
   * @param most the longest delay; if the API asks for a longer one, there is no retry
   */
  public RetryingReads(int attempts, Duration first, Duration most) {
    var delays = IntervalFunction.ofExponentialRandomBackoff(first, 2.0, 0.3, most);
    this.retry =
        Retry.of(
            "reads",
            RetryConfig.<CallResult<?>>custom()
                .maxAttempts(attempts)
                .retryOnResult(answer -> isTransient(answer, most))
                .retryOnException(_ -> false)
                .intervalBiFunction((attempt, answer) -> pause(answer, delays.apply(attempt)))
                .build());
  }

  public <T> CallResult<T> execute(Supplier<CallResult<T>> call) {
    return retry.executeSupplier(call);
  }

  private static boolean isTransient(CallResult<?> answer, Duration most) {
    return answer instanceof Failure<?>(var error)
        && switch (error) {
          case NoUsableResponse _, Unreachable _ -> true;
          case Throttled throttled -> throttled.retryAfter().orElse(most).compareTo(most) <= 0;
          case ApiError.Rejected _,
              ApiError.NotFound _,
              ApiError.Unauthorized _,
              ApiError.Forbidden _,
              ApiError.DownloadRefused _ ->
              false;
        };
  }

  private static long pause(Either<Throwable, CallResult<?>> answer, long own) {
    return answer.isRight()
            && answer.get() instanceof Failure<?>(Throttled throttled)
            && throttled.retryAfter().isPresent()
        ? throttled.retryAfter().get().toMillis()
        : own;
  }
}
