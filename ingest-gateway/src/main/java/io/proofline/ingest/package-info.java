/** The gateway as a program: its start, its settings, its wiring. */
@NullMarked
package io.proofline.ingest;

import org.jspecify.annotations.NullMarked;
