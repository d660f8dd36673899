/** What users do, played through the HTTP doors alone, with what they should see. */
@NullMarked
package io.proofline.journeys;

import org.jspecify.annotations.NullMarked;
