/** What a look at the accounts has found. */
@NullMarked
package io.proofline.workers.finding;

import org.jspecify.annotations.NullMarked;
