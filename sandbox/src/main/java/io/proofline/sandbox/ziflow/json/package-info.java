/** Proofs, stages, folders and comments as the API's JSON. */
@NullMarked
package io.proofline.sandbox.ziflow.json;

import org.jspecify.annotations.NullMarked;
