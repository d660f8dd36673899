/** Kafka clients of the command loop, the poller and the rules reader, and their transactions. */
@NullMarked
package io.proofline.workers.kafka;

import org.jspecify.annotations.NullMarked;
