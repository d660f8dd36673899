/**
 * Parts that the two Kafka Streams applications share: intake writes the facts, review processes
 * them.
 */
@NullMarked
package io.proofline.processor.topology;

import org.jspecify.annotations.NullMarked;
