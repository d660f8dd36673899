/** Checks the accounts and addresses of an installation before it goes into use. */
@NullMarked
package io.proofline.workers.doctor;

import org.jspecify.annotations.NullMarked;
