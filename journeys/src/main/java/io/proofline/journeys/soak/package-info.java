/**
 * Random people at work on a running demo while its two simulators misbehave, and what must hold at
 * the end.
 */
@NullMarked
package io.proofline.journeys.soak;

import org.jspecify.annotations.NullMarked;
