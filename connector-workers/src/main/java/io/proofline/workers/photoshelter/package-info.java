/** PhotoShelter: its API clients, and the workers that read and change the library. */
@NullMarked
package io.proofline.workers.photoshelter;

import org.jspecify.annotations.NullMarked;
