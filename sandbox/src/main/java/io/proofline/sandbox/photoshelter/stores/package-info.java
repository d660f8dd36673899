/** All stores of the simulator in its data directory, and the sample content of a new library. */
@NullMarked
package io.proofline.sandbox.photoshelter.stores;

import org.jspecify.annotations.NullMarked;
