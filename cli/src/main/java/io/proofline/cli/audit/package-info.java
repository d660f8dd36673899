/** Export and verification of the audit trail, and erasure of persons, directly from the topics. */
@NullMarked
package io.proofline.cli.audit;

import org.jspecify.annotations.NullMarked;
