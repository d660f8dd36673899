package io.proofline.console.picture;

import io.proofline.hash.Sha256;

/**
 * One picture.
 *
 * @param mark of the content, so that a replaced photograph has another picture
 */
record PictureKey(String assetId, PictureSize size, String mark) {

  String fileName() {
    return Sha256.hex(String.join("\0", assetId, size.word(), mark));
  }
}
