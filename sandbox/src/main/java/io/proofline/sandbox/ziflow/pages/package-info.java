/** Simulated proofs in the browser, and admin calls for tests. */
@NullMarked
package io.proofline.sandbox.ziflow.pages;

import org.jspecify.annotations.NullMarked;
