/** Onto the signals topics, or an honest no within seconds. */
@NullMarked
package io.proofline.ingest.publish;

import org.jspecify.annotations.NullMarked;
