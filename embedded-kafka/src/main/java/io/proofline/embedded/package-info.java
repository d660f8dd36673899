/** A real Kafka broker and a schema registry inside this process, and the topics on any broker. */
@NullMarked
package io.proofline.embedded;

import org.jspecify.annotations.NullMarked;
