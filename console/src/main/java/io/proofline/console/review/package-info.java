/** Questions about reviews and waiting work. */
@NullMarked
package io.proofline.console.review;

import org.jspecify.annotations.NullMarked;
