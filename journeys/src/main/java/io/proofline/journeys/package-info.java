/**
 * User journeys that test a running installation through its HTTP APIs and the simulators' pages.
 */
@NullMarked
package io.proofline.journeys;

import org.jspecify.annotations.NullMarked;
