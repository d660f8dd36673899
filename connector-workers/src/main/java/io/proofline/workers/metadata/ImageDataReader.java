package io.proofline.workers.metadata;

import java.io.IOException;

/** A form of files whose picture is told from what stands beside it. */
sealed interface ImageDataReader permits JpegImageDataReader, PngImageDataReader {

  /** What each file of this form begins with. */
  byte[] signature();

  /**
   * Reads up to the end of the picture.
   *
   * @throws HashingReader.TruncatedFileException for a file that is not whole
   */
  ImageData read(HashingReader hashingReader) throws IOException;
}
