/** The page about the installation itself. */
@NullMarked
package io.proofline.console.system;

import org.jspecify.annotations.NullMarked;
