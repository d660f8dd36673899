package io.proofline.workers.photoshelter;

import java.time.Duration;

/**
 * Settings of the reading of assets.
 *
 * @param missingGrace how long a 404 for an asset is taken for a delay of the API
 */
public record SnapshotSettings(Duration missingGrace) {}
