/** Calls to HTTP APIs: client, rate limit, credentials, errors, metrics; the same for every API. */
@NullMarked
package io.proofline.workers.call;

import org.jspecify.annotations.NullMarked;
