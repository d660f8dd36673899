package io.proofline.workers.call;

import java.util.function.Function;

/** What an API answered: a value, or why there is none. */
public sealed interface CallResult<T> {

  /** It answered with a value. */
  record Success<T>(T value) implements CallResult<T> {}

  /** It did not, and the error says what to do about that. */
  record Failure<T>(ApiError error) implements CallResult<T> {}

  /** The next call, made only when this one has a value. */
  default <R> CallResult<R> then(Function<? super T, CallResult<R>> next) {
    return switch (this) {
      case Success<T>(var value) -> next.apply(value);
      case Failure<T>(var error) -> new Failure<>(error);
    };
  }

  /** The same answer, read as something else. */
  default <R> CallResult<R> map(Function<? super T, ? extends R> reading) {
    return then(value -> new Success<R>(reading.apply(value)));
  }

  /** What {@code instead} makes of a resource that is not there; any other answer stays. */
  default CallResult<T> ifNotFound(CallResult<T> instead) {
    return this instanceof Failure<T>(ApiError.NotFound _) ? instead : this;
  }
}
