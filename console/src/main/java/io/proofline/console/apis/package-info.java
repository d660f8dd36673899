/** The state of the two APIs, as the workers see it: circuit breakers and budgets of calls. */
@NullMarked
package io.proofline.console.apis;

import org.jspecify.annotations.NullMarked;
