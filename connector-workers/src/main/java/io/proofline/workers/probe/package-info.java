/** What a look at the accounts has found. */
@NullMarked
package io.proofline.workers.probe;

import org.jspecify.annotations.NullMarked;
