/** The contract between the services: topics, their Avro records, and the wire format. */
@NullMarked
package io.proofline.schemas;

import org.jspecify.annotations.NullMarked;
