/** The spool of files under review, and the HTTP endpoint from which Ziflow downloads them. */
@NullMarked
package io.proofline.workers.files;

import org.jspecify.annotations.NullMarked;
