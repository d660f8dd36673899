package io.proofline.workers.photoshelter;

import io.proofline.workers.call.CallResult;
import io.proofline.workers.files.Received;
import java.nio.file.Path;

/** Where the files of proofs come from. */
@FunctionalInterface
public interface ProofFiles {

  /** Streams the file of a proof to a path. */
  CallResult<Received> download(String proofId, Path target);
}
