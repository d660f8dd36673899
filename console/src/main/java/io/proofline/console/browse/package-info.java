/** Pages about photographs: search, one photograph, collections, waiting work. */
@NullMarked
package io.proofline.console.browse;

import org.jspecify.annotations.NullMarked;
