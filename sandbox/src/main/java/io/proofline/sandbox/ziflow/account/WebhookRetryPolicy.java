package io.proofline.sandbox.ziflow.account;

import java.time.Duration;

/**
 * The retry policy of webhook deliveries: answer timeout, first wait, which then doubles, and
 * number of attempts.
 */
public record WebhookRetryPolicy(
    Duration responseTimeout, Duration initialBackoff, int maxAttempts) {
  /** 5 s for an answer, waits of 2 s, 4 s, 8 s …, 16 attempts. */
  public static WebhookRetryPolicy documented() {
    return new WebhookRetryPolicy(Duration.ofSeconds(5), Duration.ofSeconds(2), 16);
  }

  /** A faster copy of this policy: {@code scaled(100)} takes a hundredth of the time. */
  public WebhookRetryPolicy scaled(int faster) {
    return new WebhookRetryPolicy(
        responseTimeout.dividedBy(faster), initialBackoff.dividedBy(faster), maxAttempts);
  }

  public Duration backoffAfter(int attempt) {
    return initialBackoff.multipliedBy(1L << (attempt - 1));
  }
}
