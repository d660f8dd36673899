/** What all pages share: layout, style sheet, scripts, pages for failures. */
@NullMarked
package io.proofline.console.site;

import org.jspecify.annotations.NullMarked;
