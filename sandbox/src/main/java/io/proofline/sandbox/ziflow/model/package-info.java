/** Proofs, stages, people and messages of an account, as values. */
@NullMarked
package io.proofline.sandbox.ziflow.model;

import org.jspecify.annotations.NullMarked;
