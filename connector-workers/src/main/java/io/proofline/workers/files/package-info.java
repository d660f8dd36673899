/** The spool of files under review, and the door through which Ziflow fetches them. */
@NullMarked
package io.proofline.workers.files;

import org.jspecify.annotations.NullMarked;
