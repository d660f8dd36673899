package io.proofline.console.notification;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of one attempt to deliver an event.
 *
 * @param status of the answer; null without one
 * @param failure null if the event was delivered
 * @param retryAfter the delay that the receiver asks for; null for none
 */
record AttemptResult(
    @Nullable Integer status, @Nullable Failure failure, @Nullable Duration retryAfter) {

  private static final int OK = 200;
  private static final int REDIRECTION = 300;
  private static final int REFUSAL = 400;
  private static final int GONE = 410;
  private static final int SERVER_ERROR = 500;

  /** Why an event was not delivered. */
  enum Failure {
    /** The name of the address is unknown. */
    UNKNOWN_HOST,
    /** The address is of an internal network. */
    FORBIDDEN_ADDRESS,
    /** No connection, or it broke. */
    CONNECTION,
    /** The receiver's certificate was not accepted. */
    TLS,
    /** No answer in time. */
    TIMEOUT,
    /** Status 3xx, which is not followed, or below 200. */
    REDIRECTED,
    /** Status 4xx. */
    REFUSED,
    /** Status 410: the receiver wants no more events. */
    GONE,
    /** Status 5xx. */
    SERVER_ERROR;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static AttemptResult unanswered(Failure failure) {
    return new AttemptResult(null, failure, null);
  }

  static AttemptResult answered(int status, @Nullable Duration retryAfter) {
    return new AttemptResult(status, failure(status), retryAfter);
  }

  private static @Nullable Failure failure(int status) {
    if (status >= OK && status < REDIRECTION) {
      return null;
    }
    if (status == GONE) {
      return Failure.GONE;
    }
    if (status >= SERVER_ERROR) {
      return Failure.SERVER_ERROR;
    }
    return status >= REFUSAL ? Failure.REFUSED : Failure.REDIRECTED;
  }
}
