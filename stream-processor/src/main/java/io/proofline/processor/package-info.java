/** Folds what happened into reviews and says what should happen next. */
@NullMarked
package io.proofline.processor;

import org.jspecify.annotations.NullMarked;
