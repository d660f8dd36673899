package io.proofline.workers.metadata;

import java.io.IOException;

/** Hashes the picture of files of one format, without their metadata. */
sealed interface ImageDataReader permits JpegImageDataReader, PngImageDataReader {

  /** The first bytes of each file of this format. */
  byte[] signature();

  /**
   * Reads up to the end of the picture.
   *
   * @throws HashingReader.TruncatedFileException for an incomplete file
   */
  ImageData read(HashingReader hashingReader) throws IOException;
}
