package io.proofline.workers.work;

import java.time.Duration;

/**
 * The number of an attempt of a command, and its age.
 *
 * @param number from 1
 * @param sinceFirstAttempt time since the first attempt began
 */
public record Attempt(int number, Duration sinceFirstAttempt) {}
