package io.proofline.audit;

import io.proofline.audit.ExportHeader.Form;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The result of a verification in words, for people.
 *
 * @param extent what the export has, and how much of it checkpoints cover; empty if the file is
 *     none
 * @param findings a sentence for each contradiction; empty unless something is wrong
 * @param conclusion the result
 */
public record VerificationReport(
    Verdict verdict, List<String> extent, List<String> findings, String conclusion) {

  /** What to do about findings. */
  public static final String ADVICE =
      """
      What to do: keep this file, export again and verify the new export. If the new one is unchanged,
      the file was changed. If it is not, the topics were changed: compare it with older exports, and
      check who can write to Kafka.\
      """;

  /** The results of a verification. */
  public enum Verdict {
    /** Whole, unchanged, and signed by one of the keys. */
    UNCHANGED,
    /** Something contradicts the export. */
    WRONG,
    /** Nothing contradicts it, and nothing authenticates it: no key, or no checkpoint. */
    SIGNER_UNKNOWN,
    /** Nothing is wrong as far as it is signed, and checkpoints do not cover all of it. */
    PARTLY_UNSIGNED
  }

  public VerificationReport {
    extent = List.copyOf(extent);
    findings = List.copyOf(findings);
  }

  /**
   * Verifies an export.
   *
   * @param keys accepted keys
   * @param withoutKeys how to give a key; part of the conclusion if there is none
   */
  public static VerificationReport verify(
      AuditExport auditExport, Collection<VerifyingKey> keys, String withoutKeys) {
    var verification = ExportVerifier.verify(auditExport, keys);
    var extent = ExportExtent.of(auditExport, verification);
    var findings = new ArrayList<>(verification.problems());
    if (auditExport.entries().isEmpty()) {
      findings.add("It has no entries.");
    }
    if (!findings.isEmpty()) {
      return new VerificationReport(Verdict.WRONG, extent, findings, ADVICE);
    }
    if (auditExport.checkpoints().isEmpty()) {
      return signerUnknown(
          extent,
          "The export has no checkpoints, so nothing in it is signed. An export gets some while a"
              + " stream processor with an 'audit-key' runs: export again.");
    }
    return keys.isEmpty()
        ? signerUnknown(extent, withoutKeys)
        : unchanged(auditExport.header(), verification, extent);
  }

  /** The result for a file that is no export. */
  public static VerificationReport damaged(InvalidExportException why) {
    return new VerificationReport(
        Verdict.WRONG,
        List.of(),
        List.of("The file is not an export, or was damaged: %s.".formatted(why.getMessage())),
        ADVICE);
  }

  private static VerificationReport signerUnknown(List<String> extent, String why) {
    return new VerificationReport(
        Verdict.SIGNER_UNKNOWN,
        extent,
        List.of(),
        "The hash chain is consistent. Who signed it is unknown.\n" + why);
  }

  private static VerificationReport unchanged(
      ExportHeader header, ExportVerification verification, List<String> extent) {
    boolean first = header.form() == Form.FIRST;
    if (verification.uncovered() > 0 || !(first || verification.selectionSigned())) {
      return new VerificationReport(
          Verdict.PARTLY_UNSIGNED,
          extent,
          List.of(),
          "Unchanged as far as it is signed. " + unsigned(verification));
    }
    return new VerificationReport(
        Verdict.UNCHANGED,
        extent,
        List.of(),
        first ? "Unchanged. " + describeFirstForm(header) : "Whole and unchanged.");
  }

  private static String unsigned(ExportVerification verification) {
    return verification.selectionSigned()
        ? "Nothing vouches for the entries that no checkpoint covers."
        : "Nothing vouches for the entries that no checkpoint covers, nor for the selection: the"
            + " export does not end at a checkpoint of its own. Export again while the stream"
            + " processor runs.";
  }

  /** Exports of the first form stay verifiable; they promise less. */
  private static String describeFirstForm(ExportHeader header) {
    return "Its format, %s, signs neither the selection nor the partition count: %s."
        .formatted(
            header.form().word(),
            header.isComplete()
                ? "a partition that was removed with all its checkpoints would not be found"
                : "assets that were removed from it would not be found");
  }
}
