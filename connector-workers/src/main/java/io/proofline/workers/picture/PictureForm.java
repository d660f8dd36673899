package io.proofline.workers.picture;

import java.io.IOException;

/** A form of files whose picture is told from what stands beside it. */
sealed interface PictureForm permits Jpeg, Png {

  /** What each file of this form begins with. */
  byte[] signature();

  /**
   * Reads up to the end of the picture.
   *
   * @throws Bytes.NotWhole for a file that is not whole
   */
  Picture read(Bytes bytes) throws IOException;
}
