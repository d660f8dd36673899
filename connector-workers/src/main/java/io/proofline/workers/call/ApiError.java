package io.proofline.workers.call;

import java.time.Duration;
import java.util.Optional;

/** Why a call brought no value. Each case has one remedy. */
public sealed interface ApiError {

  /** Whose answer this is, or was to be. */
  Api api();

  /** For a person, without bodies, addresses and secrets. */
  String text();

  /** This request is wrong: the same request brings the same answer. */
  record Rejected(Api api, int status, String detail) implements ApiError {
    @Override
    public String text() {
      return "%s refused it with %d: %s".formatted(api.label(), status, detail);
    }
  }

  /** There is no such resource; an operation for which this is an answer says so. */
  record NotFound(Api api, String detail) implements ApiError {
    @Override
    public String text() {
      return "%s does not know it (404): %s".formatted(api.label(), detail);
    }
  }

  /** Perhaps applied, perhaps not. */
  record NoUsableResponse(Api api, String cause) implements ApiError {
    @Override
    public String text() {
      return "%s gave no usable answer: %s".formatted(api.label(), cause);
    }
  }

  /** Too much at once, or not at this time. */
  record Throttled(Api api, int status, Optional<Duration> retryAfter) implements ApiError {
    @Override
    public String text() {
      return "%s asks to wait (%d)%s"
          .formatted(
              api.label(), status, retryAfter.map(d -> " for " + d.toSeconds() + " s").orElse(""));
    }
  }

  /** Never sent. */
  record Unreachable(Api api, String cause) implements ApiError {
    @Override
    public String text() {
      return "%s can't be reached: %s".formatted(api.label(), cause);
    }
  }

  /** Our access: every call fails until a person acts. */
  record Unauthorized(Api api, int status, String detail) implements ApiError {
    @Override
    public String text() {
      return "%s refuses our access (%d): %s".formatted(api.label(), status, detail);
    }
  }

  /**
   * Our access to a part of the API: calls of that part fail until a person acts, others do not.
   */
  record Forbidden(Api api, int status, String detail) implements ApiError {
    @Override
    public String text() {
      return "%s refuses a part of our access (%d): %s".formatted(api.label(), status, detail);
    }
  }

  /** What is to be done about an error. */
  enum Remedy {
    GIVE_UP,
    RETRY,
    PAUSE_API,
    /** As {@link #PAUSE_API}, and let all others go on. */
    PAUSE_COMMAND
  }

  default Remedy remedy() {
    return switch (this) {
      case Rejected _, NotFound _ -> Remedy.GIVE_UP;
      case NoUsableResponse _ -> Remedy.RETRY;
      case Throttled _, Unreachable _, Unauthorized _ -> Remedy.PAUSE_API;
      case Forbidden _ -> Remedy.PAUSE_COMMAND;
    };
  }

  /** Whether we were heard, and told no. */
  default boolean isRefusal() {
    return switch (this) {
      case Rejected _, NotFound _, Unauthorized _, Forbidden _ -> true;
      case NoUsableResponse _, Throttled _, Unreachable _ -> false;
    };
  }

  /** Whether the call may have had its effect: then it is looked for before it is made again. */
  default boolean mayHaveTakenEffect() {
    return switch (this) {
      case NoUsableResponse _ -> true;
      case Throttled(_, int status, _) -> status != 429; // a 429 is a call that was not executed
      case Rejected _, NotFound _, Unreachable _, Unauthorized _, Forbidden _ -> false;
    };
  }
}
