/** The two streams applications: intake writes the facts, review folds them. */
@NullMarked
package io.proofline.processor.topology;

import org.jspecify.annotations.NullMarked;
