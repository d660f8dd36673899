/** The whole of Proofline in one process, with Kafka and registry inside. */
@NullMarked
package io.proofline.standalone;

import org.jspecify.annotations.NullMarked;
