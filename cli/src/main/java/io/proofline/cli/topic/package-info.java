/** Reads whole Kafka topics from the command line, to their end at the time of the call. */
@NullMarked
package io.proofline.cli.topic;

import org.jspecify.annotations.NullMarked;
