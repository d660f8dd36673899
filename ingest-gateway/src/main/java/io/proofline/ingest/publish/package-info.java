/** Publishes signals to Kafka, and reports within seconds whether they are stored. */
@NullMarked
package io.proofline.ingest.publish;

import org.jspecify.annotations.NullMarked;
