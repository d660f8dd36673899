package io.proofline.workers.call;

import org.springframework.util.unit.DataSize;

/**
 * Limits of the bytes that are read of one response of an API.
 *
 * @param answer of JSON and of errors; these are held in memory
 * @param download of a file
 * @param prefix of the settings {@code max-answer-size} and {@code max-download-size}, for a person
 */
public record ResponseLimits(DataSize answer, DataSize download, String prefix) {

  /** For clients that are not configured. */
  public static final ResponseLimits DEFAULT =
      new ResponseLimits(DataSize.ofMegabytes(16), DataSize.ofGigabytes(10), "");

  public ResponseLimits {
    if (answer.toBytes() < 1 || download.toBytes() < 1) {
      throw new IllegalArgumentException(
          "%smax-answer-size and %smax-download-size must be positive".formatted(prefix, prefix));
    }
  }

  String answerProblem() {
    return "its answer has more than %d bytes (%smax-answer-size)"
        .formatted(answer.toBytes(), prefix);
  }

  String downloadProblem() {
    return "it has more than %d bytes. If files of this size may be downloaded, raise %smax-download-size"
        .formatted(download.toBytes(), prefix);
  }
}
