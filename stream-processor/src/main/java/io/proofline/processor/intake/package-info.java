/** Pure decisions of intake: proof rate limit, progress of collections, comments' texts. */
@NullMarked
package io.proofline.processor.intake;

import org.jspecify.annotations.NullMarked;
