/** The contract: topics, their records, and the wire format that carries them. */
@NullMarked
package io.proofline.schemas;

import org.jspecify.annotations.NullMarked;
