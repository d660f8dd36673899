/** The audit trail as pages and as files, and the erasure of people. */
@NullMarked
package io.proofline.console.record;

import org.jspecify.annotations.NullMarked;
