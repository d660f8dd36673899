/** PhotoShelter's API, version 4. */
@NullMarked
package io.proofline.sandbox.photoshelter.v4;

import org.jspecify.annotations.NullMarked;
