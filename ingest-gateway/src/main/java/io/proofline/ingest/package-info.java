/** The ingest gateway: a service that verifies webhooks and writes them unchanged to Kafka. */
@NullMarked
package io.proofline.ingest;

import org.jspecify.annotations.NullMarked;
