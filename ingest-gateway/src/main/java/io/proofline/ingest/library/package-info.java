/** The library hook, whose deliveries are signed by Standard Webhooks. */
@NullMarked
package io.proofline.ingest.library;

import org.jspecify.annotations.NullMarked;
