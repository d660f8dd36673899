/** The file that an installation for real accounts is told by. */
@NullMarked
package io.proofline.standalone.up;

import org.jspecify.annotations.NullMarked;
