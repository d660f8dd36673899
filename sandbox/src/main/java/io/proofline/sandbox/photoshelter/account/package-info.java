/** The simulated account: settings, ids, record files and API errors. */
@NullMarked
package io.proofline.sandbox.photoshelter.account;

import org.jspecify.annotations.NullMarked;
