/** What every hook shares: the request as it came, who may refuse it, and what is answered. */
@NullMarked
package io.proofline.ingest.hook;

import org.jspecify.annotations.NullMarked;
