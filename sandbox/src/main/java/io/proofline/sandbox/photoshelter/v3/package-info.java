/** PhotoShelter's API, version 3. */
@NullMarked
package io.proofline.sandbox.photoshelter.v3;

import org.jspecify.annotations.NullMarked;
