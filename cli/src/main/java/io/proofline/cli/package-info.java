/** The command line {@code proofline}: one picocli command per class. */
@NullMarked
package io.proofline.cli;

import org.jspecify.annotations.NullMarked;
