/**
 * The review policy as values: rules, conditions, stages, verdicts and field mappings of a rules
 * file, and the asset and proof snapshots that they are evaluated against. Pure: {@code java.*}
 * only.
 */
@NullMarked
package io.proofline.policy;

import org.jspecify.annotations.NullMarked;
