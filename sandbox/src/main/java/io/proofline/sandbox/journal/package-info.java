/** What the simulators remember, as lines in a file. */
@NullMarked
package io.proofline.sandbox.journal;

import org.jspecify.annotations.NullMarked;
