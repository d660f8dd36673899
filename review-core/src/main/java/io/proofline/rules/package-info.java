/** The administrator's file: read with all its mistakes at once, and put into force. */
@NullMarked
package io.proofline.rules;

import org.jspecify.annotations.NullMarked;
