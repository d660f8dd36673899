/** What auditors ask of an installation's topics, and people who want to be forgotten. */
@NullMarked
package io.proofline.cli.audit;

import org.jspecify.annotations.NullMarked;
