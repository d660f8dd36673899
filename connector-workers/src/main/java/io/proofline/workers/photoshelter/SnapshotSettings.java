package io.proofline.workers.photoshelter;

import java.time.Duration;

/**
 * Settings for reading assets.
 *
 * @param missingGrace how long a 404 for an asset is ignored, since the API may lag
 */
public record SnapshotSettings(Duration missingGrace) {}
