/** The simulated library in the browser, and admin calls for tests. */
@NullMarked
package io.proofline.sandbox.photoshelter.pages;

import org.jspecify.annotations.NullMarked;
