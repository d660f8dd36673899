package io.proofline.console.page;

import io.proofline.audit.VerificationReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verification of an export.
 *
 * @param ownKeys ids of the keys that the console has itself
 * @param largestExport largest file, in bytes
 * @param result of the file that was sent; null before one was
 */
public record VerificationPage(List<String> ownKeys, long largestExport, @Nullable Result result) {

  private static final int SHOWN = 200;

  public VerificationPage {
    ownKeys = List.copyOf(ownKeys);
  }

  /** The largest file in words. */
  public String largest() {
    return Sentences.bytes(largestExport);
  }

  /**
   * The result for one file.
   *
   * @param fileName empty if it has none
   * @param keys ids of the keys whose signatures counted
   * @param areOwnKeys whether they are the console's
   */
  public record Result(
      VerificationReport report, String fileName, List<String> keys, boolean areOwnKeys) {

    public Result {
      fileName = Sentences.name(fileName);
      keys = List.copyOf(keys);
    }

    /** The result in a few words. */
    public String title() {
      return switch (report.verdict()) {
        case UNCHANGED -> "Unchanged";
        case WRONG -> "Something is wrong";
        case SIGNER_UNKNOWN -> "Nothing vouches for it";
        case PARTLY_UNSIGNED -> "Unchanged as far as it is signed";
      };
    }

    /** Its class of colour and shape. */
    public String style() {
      return switch (report.verdict()) {
        case UNCHANGED -> "ok";
        case WRONG -> "no";
        case SIGNER_UNKNOWN -> "none";
        case PARTLY_UNSIGNED -> "change";
      };
    }

    /** The first findings, as people may read them. */
    public List<String> findings() {
      return report.findings().stream().limit(SHOWN).map(Sentences::name).toList();
    }

    /** The number of findings that are not shown. */
    public int moreFindings() {
      return Math.max(0, report.findings().size() - SHOWN);
    }

    /** What the export has, as people may read it. */
    public List<String> extent() {
      return report.extent().stream().map(Sentences::name).toList();
    }

    /** The result in sentences. */
    public String conclusion() {
      return report.conclusion().replace('\n', ' ');
    }

    /** Whose keys counted. */
    public String keySentence() {
      if (keys.isEmpty()) {
        return "No signature was checked, because there is no public key.";
      }
      return "Signatures of %s counted: %s."
          .formatted(
              areOwnKeys ? "this console's own key" : "the key that you gave",
              String.join(", ", keys));
    }
  }
}
