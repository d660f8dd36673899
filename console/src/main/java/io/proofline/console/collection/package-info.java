/** Questions about collections under review. */
@NullMarked
package io.proofline.console.collection;

import org.jspecify.annotations.NullMarked;
