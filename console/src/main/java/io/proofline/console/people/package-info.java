/** People: the erasure of their names and texts. */
@NullMarked
package io.proofline.console.people;

import org.jspecify.annotations.NullMarked;
