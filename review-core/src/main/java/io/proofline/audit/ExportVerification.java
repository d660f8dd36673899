package io.proofline.audit;

import java.util.List;

/**
 * The result of a verification.
 *
 * @param problems a sentence for each; empty if nothing contradicts the export
 * @param uncovered number of entries without a covering checkpoint, which nothing authenticates
 * @param backdated how many of these are dated before the newest checkpoint of their partition:
 *     they were received late, or are back-dated
 * @param selectionSigned whether the export ends at checkpoints that have its selection
 */
public record ExportVerification(
    List<String> problems, long uncovered, long backdated, boolean selectionSigned) {

  public ExportVerification {
    problems = List.copyOf(problems);
  }
}
