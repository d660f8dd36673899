/** What intake decides, pure: proof permits, counts of collections, texts of comments. */
@NullMarked
package io.proofline.processor.intake;

import org.jspecify.annotations.NullMarked;
