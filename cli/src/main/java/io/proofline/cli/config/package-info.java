/** The file that an installation for real accounts is told by. */
@NullMarked
package io.proofline.cli.config;

import org.jspecify.annotations.NullMarked;
