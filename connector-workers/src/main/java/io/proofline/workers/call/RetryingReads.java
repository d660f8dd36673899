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
 * Repeats a reading whose error passes: for work of many calls, which would hardly ever come to its
 * end if each one could break it. Waits on the calling thread, as long as the API says where it
 * does; what is still wrong then is the answer. Only for calls that may be made twice.
 */
public final class RetryingReads {

  /** None: the first answer is the answer. */
  public static final RetryingReads NO_RETRY =
      new RetryingReads(1, Duration.ofMillis(1), Duration.ofMillis(1));

  private final Retry retry;

  /**
   * @param attempts in all
   * @param most the longest wait; when the API asks for a longer one, its answer stands
   */
  public RetryingReads(int attempts, Duration first, Duration most) {
    var pauses = IntervalFunction.ofExponentialRandomBackoff(first, 2.0, 0.3, most);
    this.retry =
        Retry.of(
            "patience",
            RetryConfig.<CallResult<?>>custom()
                .maxAttempts(attempts)
                .retryOnResult(answer -> isTransient(answer, most))
                .retryOnException(_ -> false)
                .intervalBiFunction((attempt, answer) -> pause(answer, pauses.apply(attempt)))
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
              ApiError.Forbidden _ ->
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
