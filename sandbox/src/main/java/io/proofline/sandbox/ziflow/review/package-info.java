/** Creation and review of proofs, and the deadlines of their stages. */
@NullMarked
package io.proofline.sandbox.ziflow.review;

import org.jspecify.annotations.NullMarked;
