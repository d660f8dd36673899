/** Sessions, OAuth, rate limit, and visibility of containers for visitors. */
@NullMarked
package io.proofline.sandbox.photoshelter.access;

import org.jspecify.annotations.NullMarked;
