/**
 * The poller: finds changes in the PhotoShelter library, which sends no webhooks, and publishes
 * them as snapshot signals. One instance of the workers polls at a time. Each turn reads the
 * watched galleries and keywords and the window of recent changes; between turns a walk of all
 * galleries and a full pass find the rest. Its state is stored in {@code poll.cursor} and {@code
 * poll.seen}.
 */
@NullMarked
package io.proofline.workers.poll;

import org.jspecify.annotations.NullMarked;
