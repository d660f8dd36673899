/**
 * A real Kafka broker and a schema registry inside this process, for {@code up}, {@code demo} and
 * tests.
 */
@NullMarked
package io.proofline.embedded;

import org.jspecify.annotations.NullMarked;
