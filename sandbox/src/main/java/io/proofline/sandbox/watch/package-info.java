/** What was called and what it changed, and what about that is to be complained of. */
@NullMarked
package io.proofline.sandbox.watch;

import org.jspecify.annotations.NullMarked;
