/** Ziflow: its client and the workers that ask it. */
@NullMarked
package io.proofline.workers.ziflow;

import org.jspecify.annotations.NullMarked;
