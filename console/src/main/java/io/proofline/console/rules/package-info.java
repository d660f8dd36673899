/** The rules in force, their history, and their change. */
@NullMarked
package io.proofline.console.rules;

import org.jspecify.annotations.NullMarked;
