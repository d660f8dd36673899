package io.proofline.workers.photoshelter;

import static io.proofline.workers.finding.Finding.fail;
import static io.proofline.workers.finding.Finding.failing;
import static io.proofline.workers.finding.Finding.pass;
import static io.proofline.workers.finding.Finding.warn;

import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.finding.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file of our own in a gallery of our own: its texts are changed and read back. */
final class ScratchFile {

  private static final String FIELD = "edit_status";
  private static final String TEXT = "Proofline doctor";
  private static final String STAYS = "proofline-doctor-stays";
  private static final String GOES = "proofline-doctor-goes";

  private final PhotoShelterClient library;
  private final PhotoShelterV3 v3;
  private final Readings.Keywords reading;
  private final String gallery;
  private final String file;

  ScratchFile(PhotoShelterClient library, PhotoShelterV3 v3, String gallery, String file) {
    this.library = library;
    this.v3 = v3;
    this.reading = library.readings().keywords();
    this.gallery = gallery;
    this.file = file;
  }

  List<Finding> findings() {
    var before = row();
    var status = status();
    return List.of(status, rows(before, row()), keywords());
  }

  private Finding status() {
    var what = "Trial: a status is written (iptc-encoding)";
    var remedy = "Try photoshelter.iptc-encoding: JSON_API, FORM, then QUERY.";
    CallResult<String> read =
        library
            .writeIptc(file, Map.of(FIELD, TEXT))
            .then(_ -> library.readIptc(file))
            .map(iptc -> String.valueOf(iptc.field(FIELD)));
    return Finding.of(
        read,
        text ->
            text.equals(TEXT)
                ? pass(what, "and reads back")
                : fail(what, "it reads back otherwise", remedy),
        failing(what, remedy));
  }

  /** One keyword of two is taken away, as it is done with those that select. */
  private Finding keywords() {
    var what = "Trial: a keyword is taken off (readings.keywords)";
    var remedy = "Try photoshelter.readings.keywords: KEYWORDS_LIST, KEYWORDS_TEXT, KEYWORD_TEXT.";
    CallResult<List<String>> left =
        read()
            .map(form -> new WrittenKeywords(form.name(), form.list(), List.of(STAYS, GOES)))
            .then(both -> library.writeIptc(file, both.change()))
            .then(_ -> read())
            .then(both -> library.writeIptc(file, both.without(List.of(GOES)).change()))
            .then(_ -> library.readIptc(file))
            .map(Iptc::keywords);
    return Finding.of(
        left,
        words ->
            words.equals(List.of(STAYS))
                ? pass(what, "and the other one stays")
                : fail(what, "what is left is: " + String.join(", ", words), remedy),
        failing(what, remedy));
  }

  private CallResult<WrittenKeywords> read() {
    return library.readIptc(file).map(iptc -> WrittenKeywords.of(iptc, reading));
  }

  private static Finding rows(Optional<String> before, Optional<String> after) {
    var what = "Trial: v3's rows show an edit (readings.rows)";
    if (before.isEmpty() || after.isEmpty()) {
      return warn(what, "they don't show the file whole", "Nothing: each file is asked for then.");
    }
    return before.equals(after)
        ? warn(what, "the row is as before", "Set photoshelter.readings.rows: OFF.")
        : pass(what, "the row is another one");
  }

  private Optional<String> row() {
    return v3.rows(gallery, 1, false) instanceof Success<RowPage>(var page)
        ? Optional.ofNullable(page.rows().get(file))
        : Optional.empty();
  }
}
