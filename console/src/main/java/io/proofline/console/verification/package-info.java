/** Verifies exports of the audit trail that people and programs send; keeps nothing of them. */
@NullMarked
package io.proofline.console.verification;

import org.jspecify.annotations.NullMarked;
