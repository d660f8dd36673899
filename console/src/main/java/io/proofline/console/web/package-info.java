/** What all parts of the management API share: problems, pages, JSON. */
@NullMarked
package io.proofline.console.web;

import org.jspecify.annotations.NullMarked;
