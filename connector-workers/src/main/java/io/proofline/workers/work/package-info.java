/** The interface of workers: a command in, a step result out, without Kafka, clocks or sleep. */
@NullMarked
package io.proofline.workers.work;

import org.jspecify.annotations.NullMarked;
