/** Hashing for all packages of this module. Pure: {@code java.*} only. */
@NullMarked
package io.proofline.hash;

import org.jspecify.annotations.NullMarked;
