/** Thumbnails of assets for the console, read from PhotoShelter within the limits of its API. */
@NullMarked
package io.proofline.workers.thumbnail;

import org.jspecify.annotations.NullMarked;
