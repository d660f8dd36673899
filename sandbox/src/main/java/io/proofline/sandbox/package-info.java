/**
 * Simulators of the PhotoShelter and Ziflow APIs, started together, with pages for people and a
 * test oracle.
 */
@NullMarked
package io.proofline.sandbox;

import org.jspecify.annotations.NullMarked;
