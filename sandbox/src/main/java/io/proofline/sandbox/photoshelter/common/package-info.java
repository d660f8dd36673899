/** Parts shared by both API versions: stores, uploads, downloads, paging and sample data. */
@NullMarked
package io.proofline.sandbox.photoshelter.common;

import org.jspecify.annotations.NullMarked;
