/** How current the services are, and what waits in their queues. */
@NullMarked
package io.proofline.console.status;

import org.jspecify.annotations.NullMarked;
