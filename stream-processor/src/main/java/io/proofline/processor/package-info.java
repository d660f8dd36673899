/** The stream processor as a program: its start, settings, metrics and wiring. */
@NullMarked
package io.proofline.processor;

import org.jspecify.annotations.NullMarked;
