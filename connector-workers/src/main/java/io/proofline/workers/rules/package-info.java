/** What the workers need of the rules: teams by version, and what is watched. */
@NullMarked
package io.proofline.workers.rules;

import org.jspecify.annotations.NullMarked;
