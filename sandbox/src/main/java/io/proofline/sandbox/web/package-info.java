/** The plain HTTP and JSON parts that both simulators and the pages stand on. */
@NullMarked
package io.proofline.sandbox.web;

import org.jspecify.annotations.NullMarked;
