/** Sign-in of people in a browser. */
@NullMarked
package io.proofline.console.session;

import org.jspecify.annotations.NullMarked;
