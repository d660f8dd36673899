/**
 * The Kafka Streams application <i>review</i>: facts update an asset's review, which yields
 * commands, public views and audit entries.
 */
@NullMarked
package io.proofline.processor.topology.review;

import org.jspecify.annotations.NullMarked;
