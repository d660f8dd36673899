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

/** Checks the access to PhotoShelter and its listings, without changes. */
final class PhotoShelterProbe {

  private static final String LOGIN_REMEDY =
      "Check photoshelter's api-key, email, password and organization-id; the user must have no"
          + " second factor. If all are right, try organization-step: JSON.";
  private static final String LOGIN_V3_REMEDY =
      "Check v3-api-key, which often differs from api-key; if it is right, try"
          + " readings.organization-step-v3: POST.";

  private final PhotoShelterClient library;
  private final PhotoShelterV3Client v3;

  PhotoShelterProbe(PhotoShelterClient library, PhotoShelterV3Client v3) {
    this.library = library;
    this.v3 = v3;
  }

  /** Runs all checks in order; without a session, only those of the access. */
  List<ProbeResult> run() {
    var answer = library.checkAccess();
    var results = new ArrayList<ProbeResult>();
    results.add(
        ProbeResult.of(
            answer,
            _ -> pass("PhotoShelter: access", "accepted, for the organization"),
            failOnError("PhotoShelter: access", LOGIN_REMEDY)));
    results.add(
        ProbeResult.of(
            v3.checkAccess(),
            _ -> pass("PhotoShelter: access by v3", "accepted, for the organization"),
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
    var check = "PhotoShelter: visible files";
    return ProbeResult.of(
        library.listAll(1),
        idPage ->
            idPage.ids().isEmpty()
                ? warn(check, "no file", "If the library is not empty, allow this user to see it.")
                : pass(check, "at least one file"),
        failOnError(
            check, "Make the user a member of the organization with access to its library."));
  }

  private ProbeResult filters() {
    var check = "PhotoShelter: filters of /media";
    return ProbeResult.of(
        library.filtersWork(),
        work ->
            work
                ? pass(check, "supported")
                : warn(check, "not supported", "Full passes find edits: see poll.full-every."),
        warnOnError(check, "Run doctor again."));
  }

  private ProbeResult galleries() {
    var check = "PhotoShelter: listing of galleries";
    return ProbeResult.of(
        library.listGalleries(),
        all -> galleryCounts(check, all),
        failOnError(check, "Run doctor again."));
  }

  private static ProbeResult galleryCounts(String check, List<ListedGallery> all) {
    var count = all.size() + " galleries, ";
    if (all.stream().anyMatch(gallery -> gallery.count() == null)) {
      return warn(
          check,
          count + "without counts: a walk makes one more call for each",
          "Set a longer poll.galleries-every.");
    }
    return pass(check, count + "with counts");
  }

  private ProbeResult trash() {
    var check = "PhotoShelter: listing of the trash";
    return ProbeResult.of(
        library.trashedIds(),
        ids ->
            ids.isPresent()
                ? pass(check, "supported")
                : warn(
                    check,
                    "not supported",
                    "None: assets count as purged after poll.purged-after."),
        warnOnError(check, "Run doctor again."));
  }
}
