/** The rules as the workers use them: teams of each version, and the watched galleries. */
@NullMarked
package io.proofline.workers.rules;

import org.jspecify.annotations.NullMarked;
