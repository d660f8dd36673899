/** HTTP, JSON, search index and fault injection parts that both simulators share. */
@NullMarked
package io.proofline.sandbox.web;

import org.jspecify.annotations.NullMarked;
