/** Files, galleries and collections: values, store and search. */
@NullMarked
package io.proofline.sandbox.photoshelter.library;

import org.jspecify.annotations.NullMarked;
