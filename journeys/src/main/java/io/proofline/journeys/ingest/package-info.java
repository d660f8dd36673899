/**
 * Load run: thousands of uploads at once, with the latency of verdicts and withdrawals measured
 * meanwhile.
 */
@NullMarked
package io.proofline.journeys.ingest;

import org.jspecify.annotations.NullMarked;
