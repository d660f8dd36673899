/**
 * Test oracle: checks every call and change of the simulators against what a correct client does,
 * and lists violations.
 */
@NullMarked
package io.proofline.sandbox.oracle;

import org.jspecify.annotations.NullMarked;
