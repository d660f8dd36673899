/**
 * The audit trail: hash chains of entries, signed checkpoints over them, and the offline
 * verification of exports. Pure. {@code docs/audit-format.md} specifies the format for other
 * languages.
 */
@NullMarked
package io.proofline.audit;

import org.jspecify.annotations.NullMarked;
