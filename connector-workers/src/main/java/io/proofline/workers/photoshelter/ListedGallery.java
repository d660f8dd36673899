package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.GalleryRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A gallery as the listing of all galleries has it.
 *
 * @param ref its path and collections; its name alone when it is not placed
 * @param parentKnown whether the listing included its parents
 * @param count files in it; null where not said
 * @param modifiedAt its date of change, of which it is open what moves it; null where not said
 */
public record ListedGallery(
    GalleryRef ref, boolean parentKnown, @Nullable Integer count, @Nullable Instant modifiedAt) {}
