/**
 * Ziflow (online proofing): its API client, the workers that create, read, change and delete
 * proofs, and the webhook of an installation.
 */
@NullMarked
package io.proofline.workers.ziflow;

import org.jspecify.annotations.NullMarked;
