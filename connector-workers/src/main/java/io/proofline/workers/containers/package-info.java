/** Ziflow folders and galleries: found by path, and created once if they do not exist. */
@NullMarked
package io.proofline.workers.containers;

import org.jspecify.annotations.NullMarked;
