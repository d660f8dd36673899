package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.Journey.journey;
import static io.proofline.standalone.journey.Line.Step.step;
import static io.proofline.standalone.journey.Page.PROOF;
import static io.proofline.standalone.journey.Reviewer.APPROVED;
import static io.proofline.standalone.journey.Reviewer.CHANGES_REQUIRED;
import static io.proofline.standalone.journey.Reviewer.aReviewerComments;
import static io.proofline.standalone.journey.Reviewer.aReviewerDecides;
import static io.proofline.standalone.journey.Seeing.aPhotographIsUnderReview;
import static io.proofline.standalone.journey.Seeing.itsStatusBecomes;
import static io.proofline.standalone.journey.Trouble.webhooksComeTwice;

import io.proofline.standalone.journey.Line.Step;
import io.proofline.standalone.journey.Waiting.Look;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** S7: who reviewed what, what was asked for, and when; nothing missing, nothing changed. */
final class AuditTrail {

  private static final String WISH = "The sky is too dark";

  static final Role<List<JsonNode>> ENTRIES = new Role<>("audit trail");

  static final Journey ON_RECORD =
      journey(
          "S7",
          "audit trail",
          aPhotographIsUnderReview(),
          aReviewerComments(WISH),
          aReviewerDecides(CHANGES_REQUIRED),
          itsStatusBecomes("Needs changes"),
          aReviewerDecides(APPROVED),
          itsStatusBecomes("Approved"),
          anAuditorReadsBothDecisionsInOrder(),
          theTrailHasWhatWasAskedFor(),
          theTrailIsWhole());

  static final Journey ONCE_EACH =
      journey(
          "S7",
          "though webhooks come twice",
          aPhotographIsUnderReview(),
          webhooksComeTwice(),
          aReviewerDecides(CHANGES_REQUIRED),
          itsStatusBecomes("Needs changes"),
          aReviewerDecides(APPROVED),
          itsStatusBecomes("Approved"),
          anAuditorReadsBothDecisionsInOrder(),
          eachDecisionIsOnRecordOnce(),
          theTrailIsWhole());

  private AuditTrail() {}

  private static Step anAuditorReadsBothDecisionsInOrder() {
    return step(
        "an auditor exports its trail, and reads both decisions in their order",
        PROOF,
        "the last decision, which alone is shown here",
        scene -> {
          scene.cast(ENTRIES, scene.await("both decisions on record", () -> decisions(scene)));
          scene.note("%d entries".formatted(scene.the(ENTRIES).size()));
        });
  }

  private static Look<List<JsonNode>> decisions(Scene scene) {
    var audit = scene.world().processor().audit(scene.photograph());
    var entries = audit.path("entries").valueStream().toList();
    int first = indexOf(entries, '"' + CHANGES_REQUIRED + '"');
    int second = indexOf(entries, '"' + APPROVED + '"');
    boolean inOrder = first >= 0 && first < second;
    return new Look<>(Optional.of(entries).filter(_ -> inOrder), entries.size() + " entries");
  }

  private static int indexOf(List<JsonNode> entries, String text) {
    var found = entries.stream().filter(entry -> entry.toString().contains(text)).findFirst();
    return found.map(entries::indexOf).orElse(-1);
  }

  private static Step theTrailHasWhatWasAskedFor() {
    return step(
        "the trail has what the reviewer asked for",
        PROOF,
        "the same comment",
        scene -> {
          if (indexOf(scene.the(ENTRIES), WISH) < 0) {
            throw new JourneyFailed("no entry has \"%s\"".formatted(WISH));
          }
        });
  }

  private static Step eachDecisionIsOnRecordOnce() {
    return step(
        "each decision is on record once",
        PROOF,
        "the last decision, which alone is shown here",
        scene -> {
          long count = scene.the(ENTRIES).stream().filter(AuditTrail::isDecision).count();
          if (count != 2) {
            throw new JourneyFailed("%d decisions are on record, and 2 were made".formatted(count));
          }
        });
  }

  static boolean isDecision(JsonNode entry) {
    return entry.path("kind").asString("").equals("decision");
  }

  /** Each entry names the hash of the one before. */
  static Step theTrailIsWhole() {
    return step(
        "each entry of the trail follows from the one before",
        PROOF,
        "nothing: this is seen in the export alone",
        scene -> {
          var entries = scene.the(ENTRIES);
          for (int i = 1; i < entries.size(); i++) {
            var before = entries.get(i - 1).path("hash").asString("");
            if (before.isEmpty() || !entries.get(i).path("previous").asString("").equals(before)) {
              throw new JourneyFailed("entry %d does not follow from entry %d".formatted(i + 1, i));
            }
          }
        });
  }
}
