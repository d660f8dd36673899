package io.proofline.workers.execution;

import java.time.Duration;

/**
 * Settings of the records that report the state of each API.
 *
 * @param instanceId of this instance
 * @param every longest time between two records of an API
 */
public record ApiStateSettings(String instanceId, Duration every) {}
