/** What the pages show: models of the templates, words and times for people. */
@NullMarked
package io.proofline.console.page;

import org.jspecify.annotations.NullMarked;
