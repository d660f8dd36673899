/** Requests of people and programs: written to Kafka, and followed until they are done. */
@NullMarked
package io.proofline.console.request;

import org.jspecify.annotations.NullMarked;
