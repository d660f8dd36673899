/**
 * The decisions about one asset's review: facts are applied to a {@link
 * io.proofline.review.Review}, and a {@link io.proofline.review.ReviewPlan} with the commands to
 * issue next is computed from it. Pure: no clock, no random ids, only {@code java.*}, {@code
 * policy} and {@code hash}.
 */
@NullMarked
package io.proofline.review;

import org.jspecify.annotations.NullMarked;
