/** The simulated account: its store, its change journal and its settings. */
@NullMarked
package io.proofline.sandbox.ziflow.account;

import org.jspecify.annotations.NullMarked;
