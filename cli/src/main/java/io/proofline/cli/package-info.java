/** The command line: reads what was typed, says what happened, keeps the exit codes. */
@NullMarked
package io.proofline.cli;

import org.jspecify.annotations.NullMarked;
