/** The journal in which the simulators persist their changes, as lines of JSON in a file. */
@NullMarked
package io.proofline.sandbox.journal;

import org.jspecify.annotations.NullMarked;
