/** Simulators of both APIs behind one door. */
@NullMarked
package io.proofline.sandbox;

import org.jspecify.annotations.NullMarked;
