/** Immutable values of the account: proofs, stages, people, comments and mails. */
@NullMarked
package io.proofline.sandbox.ziflow.model;

import org.jspecify.annotations.NullMarked;
