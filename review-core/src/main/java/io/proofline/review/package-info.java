/**
 * The heart: what happened to an asset is folded into its review, and what should happen next is
 * computed from it. Pure: no clock, no random ids, nothing but {@code java.*}.
 */
@NullMarked
package io.proofline.review;

import org.jspecify.annotations.NullMarked;
