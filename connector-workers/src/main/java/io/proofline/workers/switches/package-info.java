/** The switches as the workers use them: a person pauses and resumes the commands of an API. */
@NullMarked
package io.proofline.workers.switches;

import org.jspecify.annotations.NullMarked;
