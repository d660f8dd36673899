package io.proofline.console.request;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that was made.
 *
 * @param assetId the asset, or the account for a go-ahead
 * @param recordedAt when Kafka had stored it; null if it has not
 */
public record RecordedRequest(
    String id,
    String assetId,
    @Nullable String commandId,
    String kind,
    Instant beganAt,
    @Nullable Instant recordedAt) {}
