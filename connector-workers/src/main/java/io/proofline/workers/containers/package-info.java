/** Containers of every kind: looked for step by step, and made once where they are not. */
@NullMarked
package io.proofline.workers.containers;

import org.jspecify.annotations.NullMarked;
