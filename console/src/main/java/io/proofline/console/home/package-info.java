/** The first page. */
@NullMarked
package io.proofline.console.home;

import org.jspecify.annotations.NullMarked;
