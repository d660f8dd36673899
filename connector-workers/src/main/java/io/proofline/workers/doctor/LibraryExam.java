package io.proofline.workers.doctor;

import static io.proofline.workers.finding.Finding.failing;
import static io.proofline.workers.finding.Finding.pass;
import static io.proofline.workers.finding.Finding.warn;
import static io.proofline.workers.finding.Finding.warning;

import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.finding.Finding;
import io.proofline.workers.photoshelter.ListedGallery;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.photoshelter.PhotoShelterV3;
import java.util.ArrayList;
import java.util.List;

/** What PhotoShelter says of itself; nothing is changed. */
final class LibraryExam {

  private static final String LOGIN =
      "Check photoshelter's api-key, email, password and organization-id; the user must have no"
          + " second factor. If all are right, try organization-step: JSON.";
  private static final String LOGIN_V3 =
      "Check v3-api-key, which often is another than api-key; if it is right, try"
          + " readings.organization-step-v3: POST.";

  private final PhotoShelterClient library;
  private final PhotoShelterV3 v3;

  LibraryExam(PhotoShelterClient library, PhotoShelterV3 v3) {
    this.library = library;
    this.v3 = v3;
  }

  /** One after the other; what needs a session is left out where there is none. */
  List<Finding> findings() {
    var answer = library.answers();
    var findings = new ArrayList<Finding>();
    findings.add(
        Finding.of(
            answer,
            _ -> pass("PhotoShelter: access", "let in, for the organization"),
            failing("PhotoShelter: access", LOGIN)));
    findings.add(
        Finding.of(
            v3.answers(),
            _ -> pass("PhotoShelter: access by v3", "let in, for the organization"),
            failing("PhotoShelter: access by v3", LOGIN_V3)));
    if (answer instanceof Success<Boolean>) {
      findings.add(assets());
      findings.add(filters());
      findings.add(galleries());
      findings.add(trash());
    }
    return findings;
  }

  private Finding assets() {
    var what = "PhotoShelter: what we see";
    return Finding.of(
        library.everything(1),
        page ->
            page.ids().isEmpty()
                ? warn(
                    what, "no file at all", "Is the library empty, or may this user see nothing?")
                : pass(what, "files of the library"),
        failing(what, "The user must be a member of the organization who sees its library."));
  }

  private Finding filters() {
    var what = "PhotoShelter: filters of /media";
    return Finding.of(
        library.filtersWork(),
        work ->
            work
                ? pass(what, "they work")
                : warn(
                    what,
                    "they do not",
                    "Edits are seen by full passes: see poll.full-every, and 'what is seen how soon'."),
        warning(what, "Ask again."));
  }

  private Finding galleries() {
    var what = "PhotoShelter: listing of galleries";
    return Finding.of(
        library.listedGalleries(), all -> ofListing(what, all), failing(what, "Ask again."));
  }

  private static Finding ofListing(String what, List<ListedGallery> all) {
    var count = all.size() + " galleries, ";
    if (all.stream().anyMatch(gallery -> gallery.count() == null)) {
      return warn(
          what,
          count + "without counts: a walk is a call more for each",
          "Choose a longer poll.galleries-every.");
    }
    return pass(what, count + "with counts");
  }

  private Finding trash() {
    var what = "PhotoShelter: listing of the trash";
    return Finding.of(
        library.trashed(),
        ids ->
            ids.isPresent()
                ? pass(what, "it can be asked")
                : warn(what, "it can't be asked", "Nothing: time tells then (poll.purged-after)."),
        warning(what, "Ask again."));
  }
}
