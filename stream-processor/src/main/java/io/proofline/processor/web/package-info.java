/** The HTTP API: queries and requests of the command line, and later of the console. */
@NullMarked
package io.proofline.processor.web;

import org.jspecify.annotations.NullMarked;
