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

/** A file of our own in a gallery of our own: its texts are changed and read back. */
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
    var what = "Trial: a status is written (iptc-encoding)";
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
                ? pass(what, "and reads back")
                : fail(what, "it reads back otherwise", remedy),
        failOnError(what, remedy));
  }

  /** One keyword of two is taken away, as it is done with those that select. */
  private ProbeResult probeKeywordRemoval() {
    var what = "Trial: a keyword is taken off (readings.keywords)";
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
                ? pass(what, "and the other one stays")
                : fail(what, "what is left is: " + String.join(", ", words), remedy),
        failOnError(what, remedy));
  }

  private CallResult<KeywordList> readKeywords() {
    return library.readIptc(file).map(iptcMetadata -> KeywordList.of(iptcMetadata, encoding));
  }

  private static ProbeResult probeListing(Optional<String> before, Optional<String> after) {
    var what = "Trial: v3's rows show an edit (readings.rows)";
    if (before.isEmpty() || after.isEmpty()) {
      return warn(what, "they don't show the file whole", "Nothing: each file is asked for then.");
    }
    return before.equals(after)
        ? warn(what, "the row is as before", "Set photoshelter.readings.rows: OFF.")
        : pass(what, "the row is another one");
  }

  private Optional<String> listedFingerprint() {
    return v3.listGallery(gallery, 1, false) instanceof Success<GalleryListingPage>(var page)
        ? Optional.ofNullable(page.fingerprints().get(file))
        : Optional.empty();
  }
}
