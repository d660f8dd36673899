/** Original files, their embedded metadata, and smaller renditions. */
@NullMarked
package io.proofline.sandbox.picture;

import org.jspecify.annotations.NullMarked;
