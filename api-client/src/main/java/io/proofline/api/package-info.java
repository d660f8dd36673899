/** Client of the management API: paths, tokens, pages and problems. */
@NullMarked
package io.proofline.api;

import org.jspecify.annotations.NullMarked;
