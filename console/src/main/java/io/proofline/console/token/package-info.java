/** Administration of the tokens. */
@NullMarked
package io.proofline.console.token;

import org.jspecify.annotations.NullMarked;
