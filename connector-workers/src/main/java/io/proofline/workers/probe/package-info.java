/** Results of checks of accounts and addresses. */
@NullMarked
package io.proofline.workers.probe;

import org.jspecify.annotations.NullMarked;
