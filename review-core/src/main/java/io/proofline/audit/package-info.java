/**
 * The audit trail, pure: chains of entries, signed checkpoints over them, and what can be told of
 * an export without us. {@code docs/audit-format.md} says the same for other languages.
 */
@NullMarked
package io.proofline.audit;

import org.jspecify.annotations.NullMarked;
