/** Pages for people and JSON for tests. */
@NullMarked
package io.proofline.sandbox.pages;

import org.jspecify.annotations.NullMarked;
