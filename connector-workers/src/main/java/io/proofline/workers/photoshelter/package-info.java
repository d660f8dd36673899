/** PhotoShelter: its client and the workers that ask it. */
@NullMarked
package io.proofline.workers.photoshelter;

import org.jspecify.annotations.NullMarked;
