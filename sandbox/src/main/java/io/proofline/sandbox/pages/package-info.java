/** Rendering of the pages for people. */
@NullMarked
package io.proofline.sandbox.pages;

import org.jspecify.annotations.NullMarked;
