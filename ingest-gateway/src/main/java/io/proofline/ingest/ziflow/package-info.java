/** The door for Ziflow's webhooks, and the three readings of how it signs them. */
@NullMarked
package io.proofline.ingest.ziflow;

import org.jspecify.annotations.NullMarked;
