package io.proofline.workers.work;

import java.time.Duration;

/**
 * Which try this is.
 *
 * @param number from 1
 * @param sinceFirstAttempt how long ago the first try began
 */
public record Attempt(int number, Duration sinceFirstAttempt) {}
