/** The door for signed calls about the library, by Standard Webhooks. */
@NullMarked
package io.proofline.ingest.library;

import org.jspecify.annotations.NullMarked;
