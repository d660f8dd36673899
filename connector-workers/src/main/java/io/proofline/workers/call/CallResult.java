package io.proofline.workers.call;

import java.util.function.Function;

/** The result of an API call: a value, or an {@link ApiError}. */
public sealed interface CallResult<T> {

  /** The call returned a value. */
  record Success<T>(T value) implements CallResult<T> {}

  /** The call failed; the error has a remedy. */
  record Failure<T>(ApiError error) implements CallResult<T> {}

  /** The result of the next call, which is made only if this one succeeded. */
  default <R> CallResult<R> then(Function<? super T, CallResult<R>> next) {
    return switch (this) {
      case Success<T>(var value) -> next.apply(value);
      case Failure<T>(var error) -> new Failure<>(error);
    };
  }

  /** The result with its value converted. */
  default <R> CallResult<R> map(Function<? super T, ? extends R> conversion) {
    return then(value -> new Success<R>(conversion.apply(value)));
  }

  /** {@code instead} if the resource was not found, otherwise this result. */
  default CallResult<T> ifNotFound(CallResult<T> instead) {
    return this instanceof Failure<T>(ApiError.NotFound _) ? instead : this;
  }
}
