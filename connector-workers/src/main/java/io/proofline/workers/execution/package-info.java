/** The command loop: from lanes to calls to outcomes, each once. */
@NullMarked
package io.proofline.workers.execution;

import org.jspecify.annotations.NullMarked;
