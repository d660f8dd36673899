package io.proofline.workers.thumbnail;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;

/** A thumbnail: an image of at most {@link ThumbnailConfiguration#MAX_BYTES}. */
record Thumbnail(MediaType type, ByteArrayResource image) {}
