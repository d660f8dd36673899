/** Questions about the audit trail. */
@NullMarked
package io.proofline.console.audit;

import org.jspecify.annotations.NullMarked;
