/**
 * Reads and checks the administrator's rules file, reports all its mistakes at once, and evaluates
 * rules for single assets.
 */
@NullMarked
package io.proofline.rules;

import org.jspecify.annotations.NullMarked;
