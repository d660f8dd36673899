/**
 * The commands {@code demo} and {@code up}: all services in one process, with Kafka and registry.
 */
@NullMarked
package io.proofline.standalone;

import org.jspecify.annotations.NullMarked;
