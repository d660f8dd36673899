/** The HTTP door: what the command line and later the console ask, and what they may request. */
@NullMarked
package io.proofline.processor.web;

import org.jspecify.annotations.NullMarked;
