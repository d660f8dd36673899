/** Ziflow's HTTP API below {@code /v1}. */
@NullMarked
package io.proofline.sandbox.ziflow.api;

import org.jspecify.annotations.NullMarked;
