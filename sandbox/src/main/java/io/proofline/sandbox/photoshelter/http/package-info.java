/** Requests and responses that both API versions share: pages of lists, uploads and downloads. */
@NullMarked
package io.proofline.sandbox.photoshelter.http;

import org.jspecify.annotations.NullMarked;
