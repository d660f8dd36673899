/**
 * The configuration file of {@code up}, and the files that a running installation writes: secrets,
 * addresses, registration.
 */
@NullMarked
package io.proofline.cli.config;

import org.jspecify.annotations.NullMarked;
