/** Copies the public topics into the read model. */
@NullMarked
package io.proofline.console.readmodel;

import org.jspecify.annotations.NullMarked;
