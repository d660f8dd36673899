/** What a worker is: a command in, an ending out, without Kafka, clocks or sleep. */
@NullMarked
package io.proofline.workers.work;

import org.jspecify.annotations.NullMarked;
