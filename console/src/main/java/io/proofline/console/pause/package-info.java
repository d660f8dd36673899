/** Pauses of an API, of a rule, or of everything. */
@NullMarked
package io.proofline.console.pause;

import org.jspecify.annotations.NullMarked;
