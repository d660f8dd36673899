/** What intake decides, pure: turns, counts of collections, texts of comments. */
@NullMarked
package io.proofline.processor.intake;

import org.jspecify.annotations.NullMarked;
