package io.proofline.workers.containers;

import java.time.Duration;

/**
 * Settings of folders and galleries.
 *
 * @param idTimeToLive how long the id of a container is cached
 */
public record ContainerSettings(Duration idTimeToLive) {}
