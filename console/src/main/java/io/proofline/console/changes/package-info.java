/** The feed of changes: in this process, and as server-sent events. */
@NullMarked
package io.proofline.console.changes;

import org.jspecify.annotations.NullMarked;
