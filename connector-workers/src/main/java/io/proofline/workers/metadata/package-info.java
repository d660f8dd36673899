/** Files as pictures: what of their bytes is the picture, and the metadata beside it. */
@NullMarked
package io.proofline.workers.metadata;

import org.jspecify.annotations.NullMarked;
