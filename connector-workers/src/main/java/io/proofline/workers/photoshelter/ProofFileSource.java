package io.proofline.workers.photoshelter;

import io.proofline.workers.call.CallResult;
import io.proofline.workers.files.DownloadedFile;
import java.nio.file.Path;

/** Downloads the files of proofs; implemented by the client of Ziflow. */
@FunctionalInterface
public interface ProofFileSource {

  /** Streams the file of a proof to a path. */
  CallResult<DownloadedFile> download(String proofId, Path target);
}
