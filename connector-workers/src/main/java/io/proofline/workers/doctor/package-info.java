/** Looks at the accounts and addresses of an installation before anything depends on them. */
@NullMarked
package io.proofline.workers.doctor;

import org.jspecify.annotations.NullMarked;
