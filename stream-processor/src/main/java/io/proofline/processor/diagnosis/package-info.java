/** The internal state of one review, for diagnosis on the machine itself. */
@NullMarked
package io.proofline.processor.diagnosis;

import org.jspecify.annotations.NullMarked;
