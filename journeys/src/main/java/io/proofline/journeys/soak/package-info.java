/** Soak: random users and injected faults on a running demo, and the checks at its end. */
@NullMarked
package io.proofline.journeys.soak;

import org.jspecify.annotations.NullMarked;
