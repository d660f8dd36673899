/** The poller: what changed in the library, as signals. */
@NullMarked
package io.proofline.workers.poll;

import org.jspecify.annotations.NullMarked;
