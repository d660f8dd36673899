/** Ziflow's hook, and the three possible schemes of its signatures. */
@NullMarked
package io.proofline.ingest.ziflow;

import org.jspecify.annotations.NullMarked;
