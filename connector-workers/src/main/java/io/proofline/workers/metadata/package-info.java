/** Hashes the pictures of image files, and reads and writes the metadata beside them. */
@NullMarked
package io.proofline.workers.metadata;

import org.jspecify.annotations.NullMarked;
