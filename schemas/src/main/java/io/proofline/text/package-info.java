/** How texts that people type are compared, the same in all modules. Pure: {@code java.*} only. */
@NullMarked
package io.proofline.text;

import org.jspecify.annotations.NullMarked;
