/** The Ziflow simulator: proofs, decisions, webhooks. */
@NullMarked
package io.proofline.sandbox.ziflow;

import org.jspecify.annotations.NullMarked;
