/** The age of the newest events, and the rebuild of the read model. */
@NullMarked
package io.proofline.console.status;

import org.jspecify.annotations.NullMarked;
