/** How an API is asked over HTTP, and what its answers mean, for every API alike. */
@NullMarked
package io.proofline.workers.call;

import org.jspecify.annotations.NullMarked;
