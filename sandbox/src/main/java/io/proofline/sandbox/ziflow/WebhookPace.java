package io.proofline.sandbox.ziflow;

import java.time.Duration;

/**
 * How webhooks are tried: the time for an answer, the first wait, which then doubles, and how
 * often.
 */
public record WebhookPace(Duration answerLimit, Duration firstWait, int attempts) {
  /** 5 s for an answer, waits of 2 s, 4 s, 8 s …, 16 attempts. */
  public static WebhookPace documented() {
    return new WebhookPace(Duration.ofSeconds(5), Duration.ofSeconds(2), 16);
  }

  /** The same on a faster clock: {@code scaled(100)} takes a hundredth of the time. */
  public WebhookPace scaled(int faster) {
    return new WebhookPace(answerLimit.dividedBy(faster), firstWait.dividedBy(faster), attempts);
  }

  Duration waitAfter(int attempt) {
    return firstWait.multipliedBy(1L << (attempt - 1));
  }
}
