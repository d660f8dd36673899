/** The PhotoShelter simulator: v3 and v4 over one library. */
@NullMarked
package io.proofline.sandbox.photoshelter;

import org.jspecify.annotations.NullMarked;
