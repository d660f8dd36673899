package io.proofline.workers.doctor;

import static io.proofline.workers.probe.ProbeResult.failOnError;
import static io.proofline.workers.probe.ProbeResult.pass;
import static io.proofline.workers.probe.ProbeResult.warn;
import static io.proofline.workers.probe.ProbeResult.warnOnError;

import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.ListedGallery;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.photoshelter.PhotoShelterV3Client;
import io.proofline.workers.probe.ProbeResult;
import java.util.ArrayList;
import java.util.List;

/** What PhotoShelter says of itself; nothing is changed. */
final class PhotoShelterProbe {

  private static final String LOGIN_REMEDY =
      "Check photoshelter's api-key, email, password and organization-id; the user must have no"
          + " second factor. If all are right, try organization-step: JSON.";
  private static final String LOGIN_V3_REMEDY =
      "Check v3-api-key, which often is another than api-key; if it is right, try"
          + " readings.organization-step-v3: POST.";

  private final PhotoShelterClient library;
  private final PhotoShelterV3Client v3;

  PhotoShelterProbe(PhotoShelterClient library, PhotoShelterV3Client v3) {
    this.library = library;
    this.v3 = v3;
  }

  /** One after the other; what needs a session is left out where there is none. */
  List<ProbeResult> run() {
    var answer = library.checkAccess();
    var results = new ArrayList<ProbeResult>();
    results.add(
        ProbeResult.of(
            answer,
            _ -> pass("PhotoShelter: access", "let in, for the organization"),
            failOnError("PhotoShelter: access", LOGIN_REMEDY)));
    results.add(
        ProbeResult.of(
            v3.checkAccess(),
            _ -> pass("PhotoShelter: access by v3", "let in, for the organization"),
            failOnError("PhotoShelter: access by v3", LOGIN_V3_REMEDY)));
    if (answer instanceof Success<Boolean>) {
      results.add(assets());
      results.add(filters());
      results.add(galleries());
      results.add(trash());
    }
    return results;
  }

  private ProbeResult assets() {
    var what = "PhotoShelter: what we see";
    return ProbeResult.of(
        library.listAll(1),
        idPage ->
            idPage.ids().isEmpty()
                ? warn(
                    what, "no file at all", "Is the library empty, or may this user see nothing?")
                : pass(what, "files of the library"),
        failOnError(what, "The user must be a member of the organization who sees its library."));
  }

  private ProbeResult filters() {
    var what = "PhotoShelter: filters of /media";
    return ProbeResult.of(
        library.filtersWork(),
        work ->
            work
                ? pass(what, "they work")
                : warn(
                    what,
                    "they do not",
                    "Edits are seen by full passes: see poll.full-every, and 'what is seen how soon'."),
        warnOnError(what, "Ask again."));
  }

  private ProbeResult galleries() {
    var what = "PhotoShelter: listing of galleries";
    return ProbeResult.of(
        library.listGalleries(), all -> galleryCounts(what, all), failOnError(what, "Ask again."));
  }

  private static ProbeResult galleryCounts(String what, List<ListedGallery> all) {
    var count = all.size() + " galleries, ";
    if (all.stream().anyMatch(gallery -> gallery.count() == null)) {
      return warn(
          what,
          count + "without counts: a walk is a call more for each",
          "Choose a longer poll.galleries-every.");
    }
    return pass(what, count + "with counts");
  }

  private ProbeResult trash() {
    var what = "PhotoShelter: listing of the trash";
    return ProbeResult.of(
        library.trashedIds(),
        ids ->
            ids.isPresent()
                ? pass(what, "it can be asked")
                : warn(what, "it can't be asked", "Nothing: time tells then (poll.purged-after)."),
        warnOnError(what, "Ask again."));
  }
}
