/** Tokens and roles. */
@NullMarked
package io.proofline.console.access;

import org.jspecify.annotations.NullMarked;
