/** The connector workers as an application: settings, shared beans, start. */
@NullMarked
package io.proofline.workers;

import org.jspecify.annotations.NullMarked;
