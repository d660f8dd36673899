/** Reports of photographs as PDF: who decided what and when, with hashes. */
@NullMarked
package io.proofline.console.report;

import org.jspecify.annotations.NullMarked;
