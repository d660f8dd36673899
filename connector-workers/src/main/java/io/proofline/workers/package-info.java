/** The connector workers as one program: settings, wiring, start. */
@NullMarked
package io.proofline.workers;

import org.jspecify.annotations.NullMarked;
