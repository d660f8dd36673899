/** The console service: settings and wiring. */
@NullMarked
package io.proofline.console;

import org.jspecify.annotations.NullMarked;
