/**
 * Execution of commands: consumes the lanes, schedules steps by priority, retries, opens circuit
 * breakers, and writes one outcome per command in a Kafka transaction.
 */
@NullMarked
package io.proofline.workers.execution;

import org.jspecify.annotations.NullMarked;
