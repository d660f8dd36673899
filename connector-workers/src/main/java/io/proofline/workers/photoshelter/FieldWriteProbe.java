package io.proofline.workers.photoshelter;

import static io.proofline.workers.probe.ProbeResult.fail;
import static io.proofline.workers.probe.ProbeResult.failOnError;
import static io.proofline.workers.probe.ProbeResult.pass;
import static io.proofline.workers.probe.ProbeResult.warn;

import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.probe.ProbeResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tries changes of the texts of a test file in a test gallery, and reads them back. */
final class FieldWriteProbe {

  private static final String FIELD = "edit_status";
  private static final String TEXT = "Proofline doctor";
  private static final String KEPT_KEYWORD = "proofline-doctor-stays";
  private static final String REMOVED_KEYWORD = "proofline-doctor-goes";

  private final PhotoShelterClient library;
  private final PhotoShelterV3Client v3;
  private final ApiAssumptions.KeywordsEncoding encoding;
  private final String gallery;
  private final String file;

  FieldWriteProbe(
      PhotoShelterClient library, PhotoShelterV3Client v3, String gallery, String file) {
    this.library = library;
    this.v3 = v3;
    this.encoding = library.assumptions().keywords();
    this.gallery = gallery;
    this.file = file;
  }

  List<ProbeResult> run() {
    var before = listedFingerprint();
    var status = probeStatusWrite();
    return List.of(status, probeListing(before, listedFingerprint()), probeKeywordRemoval());
  }

  private ProbeResult probeStatusWrite() {
    var check = "Trial: a status is written (iptc-encoding)";
    var remedy = "Try photoshelter.iptc-encoding: JSON_API, FORM, then QUERY.";
    CallResult<String> read =
        library
            .writeIptc(file, Map.of(FIELD, TEXT))
            .then(_ -> library.readIptc(file))
            .map(iptcMetadata -> String.valueOf(iptcMetadata.field(FIELD)));
    return ProbeResult.of(
        read,
        text ->
            text.equals(TEXT)
                ? pass(check, "and reads back")
                : fail(check, "another text is read back", remedy),
        failOnError(check, remedy));
  }

  /** Removes one of two keywords, as Proofline removes selecting keywords. */
  private ProbeResult probeKeywordRemoval() {
    var check = "Trial: a keyword is taken off (readings.keywords)";
    var remedy = "Try photoshelter.readings.keywords: KEYWORDS_LIST, KEYWORDS_TEXT, KEYWORD_TEXT.";
    CallResult<List<String>> left =
        readKeywords()
            .map(form ->
                new KeywordList(
                    form.attribute(), form.asList(), List.of(KEPT_KEYWORD, REMOVED_KEYWORD)))
            .then(both -> library.writeIptc(file, both.toIptcChange()))
            .then(_ -> readKeywords())
            .then(both ->
                library.writeIptc(file, both.without(List.of(REMOVED_KEYWORD)).toIptcChange()))
            .then(_ -> library.readIptc(file))
            .map(IptcMetadata::keywords);
    return ProbeResult.of(
        left,
        words ->
            words.equals(List.of(KEPT_KEYWORD))
                ? pass(check, "and the other keyword stays")
                : fail(check, "the remaining keywords are: " + String.join(", ", words), remedy),
        failOnError(check, remedy));
  }

  private CallResult<KeywordList> readKeywords() {
    return library.readIptc(file).map(iptcMetadata -> KeywordList.of(iptcMetadata, encoding));
  }

  private static ProbeResult probeListing(Optional<String> before, Optional<String> after) {
    var check = "Trial: v3's rows show an edit (readings.rows)";
    if (before.isEmpty() || after.isEmpty()) {
      return warn(check, "the rows lack a part of the file", "None: each file is read instead.");
    }
    return before.equals(after)
        ? warn(check, "the row is unchanged", "Set photoshelter.readings.rows: OFF.")
        : pass(check, "the row has changed");
  }

  private Optional<String> listedFingerprint() {
    return v3.listGallery(gallery, 1, false) instanceof Success<GalleryListingPage>(var page)
        ? Optional.ofNullable(page.fingerprints().get(file))
        : Optional.empty();
  }
}
