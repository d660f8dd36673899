/** Pictures of photographs, fetched from the workers and kept on disk. */
@NullMarked
package io.proofline.console.picture;

import org.jspecify.annotations.NullMarked;
