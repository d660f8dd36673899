package io.proofline.workers.call;

import java.time.Duration;
import java.util.Optional;

/** The cause of a failed call. Each case has one {@link Remedy}. */
public sealed interface ApiError {

  /** The API that was called. */
  Api api();

  /** For a person; without bodies, addresses and secrets. */
  String text();

  /** The request is wrong: the same request gets the same answer. */
  record Rejected(Api api, int status, String detail) implements ApiError {
    @Override
    public String text() {
      return "%s refused it with %d: %s".formatted(api.productName(), status, detail);
    }
  }

  /** There is no such resource. Operations that expect this map it to a value. */
  record NotFound(Api api, String detail) implements ApiError {
    @Override
    public String text() {
      return "%s does not know it (404): %s".formatted(api.productName(), detail);
    }
  }

  /** An unanswered request, or an answer that can't be used: it may have taken effect. */
  record NoUsableResponse(Api api, String cause) implements ApiError {
    @Override
    public String text() {
      return "%s gave no usable answer: %s".formatted(api.productName(), cause);
    }
  }

  /** The API asks to wait: too many requests, or temporarily unavailable. */
  record Throttled(Api api, int status, Optional<Duration> retryAfter) implements ApiError {
    @Override
    public String text() {
      return "%s asks to wait (%d)%s"
          .formatted(
              api.productName(),
              status,
              retryAfter.map(d -> " for " + d.toSeconds() + " s").orElse(""));
    }
  }

  /** Never sent. */
  record Unreachable(Api api, String cause) implements ApiError {
    @Override
    public String text() {
      return "%s can't be reached: %s".formatted(api.productName(), cause);
    }
  }

  /** The credentials are refused: every call fails until a person acts. */
  record Unauthorized(Api api, int status, String detail) implements ApiError {
    @Override
    public String text() {
      return "%s refuses our access (%d): %s".formatted(api.productName(), status, detail);
    }
  }

  /**
   * Access to a part of the API is refused: calls of that part fail until a person acts, others
   * don't.
   */
  record Forbidden(Api api, int status, String detail) implements ApiError {
    @Override
    public String text() {
      return "%s refuses a part of our access (%d): %s"
          .formatted(api.productName(), status, detail);
    }
  }

  /** We don't download a file: its address or its size is not allowed. Nothing was changed. */
  record DownloadRefused(Api api, String cause) implements ApiError {
    @Override
    public String text() {
      return "a file of %s is not downloaded: %s".formatted(api.productName(), cause);
    }
  }

  /** How a caller handles an error. */
  enum Remedy {
    /** The command is dead. */
    GIVE_UP,
    /** Try again after a delay, a limited number of times. */
    RETRY,
    /** All calls to the API wait. */
    PAUSE_API,
    /** Only this command waits. */
    PAUSE_COMMAND
  }

  default Remedy remedy() {
    return switch (this) {
      case Rejected _, NotFound _, DownloadRefused _ -> Remedy.GIVE_UP;
      case NoUsableResponse _ -> Remedy.RETRY;
      case Throttled _, Unreachable _, Unauthorized _ -> Remedy.PAUSE_API;
      case Forbidden _ -> Remedy.PAUSE_COMMAND;
    };
  }

  /**
   * Whether the same request may succeed later although it was refused: sessions can end while
   * requests are on their way, also the new ones.
   */
  default boolean isTemporaryRefusal() {
    return this instanceof Rejected(_, int status, _) && status == 401;
  }

  /** Whether the API received the request and refused it. */
  default boolean isRefusal() {
    return switch (this) {
      case Rejected _, NotFound _, Unauthorized _, Forbidden _ -> true;
      case NoUsableResponse _, Throttled _, Unreachable _, DownloadRefused _ -> false;
    };
  }

  /** Whether the call may have taken effect: then a look-up precedes its repetition. */
  default boolean mayHaveTakenEffect() {
    return switch (this) {
      case NoUsableResponse _ -> true;
      case Throttled(_, int status, _) ->
          status != 429; // a call answered with 429 was not executed
      case Rejected _, NotFound _, Unreachable _, Unauthorized _, Forbidden _, DownloadRefused _ ->
          false;
    };
  }
}
