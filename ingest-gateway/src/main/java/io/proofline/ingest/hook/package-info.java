/** Parts that all hooks share: the request, its refusals, and the response. */
@NullMarked
package io.proofline.ingest.hook;

import org.jspecify.annotations.NullMarked;
