/** A real Kafka broker and a schema registry inside this process. */
@NullMarked
package io.proofline.embedded;

import org.jspecify.annotations.NullMarked;
