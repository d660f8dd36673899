/** The two databases of the console: the read model and its own data. */
@NullMarked
package io.proofline.console.database;

import org.jspecify.annotations.NullMarked;
