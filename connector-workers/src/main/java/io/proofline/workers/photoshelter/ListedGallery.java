package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.GalleryRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A gallery in the listing of all galleries.
 *
 * @param ref its path and collections; only its name if its place is unknown
 * @param parentKnown whether the listing included its parents
 * @param count number of files in it; null if unknown
 * @param modifiedAt its modification date, of which it is open which changes set it; null if
 *     unknown
 */
public record ListedGallery(
    GalleryRef ref, boolean parentKnown, @Nullable Integer count, @Nullable Instant modifiedAt) {}
