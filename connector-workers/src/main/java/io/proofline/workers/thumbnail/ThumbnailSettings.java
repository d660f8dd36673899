package io.proofline.workers.thumbnail;

import io.proofline.schemas.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the thumbnails.
 *
 * @param token that callers send as {@code Authorization: Bearer}; null for no thumbnails
 * @param within time after which a thumbnail is refused that waits for the rate limit
 * @param atOnce most thumbnails that are read at once; further requests are refused
 */
public record ThumbnailSettings(@Nullable Secret token, Duration within, int atOnce) {}
