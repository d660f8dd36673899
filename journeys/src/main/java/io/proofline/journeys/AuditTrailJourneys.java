package io.proofline.journeys;

import static io.proofline.journeys.ExpectationSteps.aPhotographIsUnderReview;
import static io.proofline.journeys.ExpectationSteps.itsStatusBecomes;
import static io.proofline.journeys.FaultSteps.aWebhookIsSentTwice;
import static io.proofline.journeys.Journey.journey;
import static io.proofline.journeys.JourneyLine.Step.step;
import static io.proofline.journeys.ReviewerSteps.APPROVED;
import static io.proofline.journeys.ReviewerSteps.CHANGES_REQUIRED;
import static io.proofline.journeys.ReviewerSteps.aReviewerComments;
import static io.proofline.journeys.ReviewerSteps.aReviewerDecides;
import static io.proofline.journeys.SandboxPage.PROOF;

import io.proofline.journeys.JourneyLine.Step;
import io.proofline.journeys.PollingWait.Observation;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** S7: the audit trail of reviews, requests and decisions is complete and unchanged. */
final class AuditTrailJourneys {

  private static final String WISH = "The sky is too dark";

  static final JourneyVariable<List<JsonNode>> ENTRIES = new JourneyVariable<>("audit trail");

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
          theTrailHasTheComment(),
          theTrailIsComplete());

  static final Journey ONCE_EACH =
      journey(
          "S7",
          "webhooks sent twice",
          aPhotographIsUnderReview(),
          aWebhookIsSentTwice(),
          aReviewerDecides(CHANGES_REQUIRED),
          itsStatusBecomes("Needs changes"),
          aReviewerDecides(APPROVED),
          itsStatusBecomes("Approved"),
          anAuditorReadsBothDecisionsInOrder(),
          eachDecisionIsOnRecordOnce(),
          theTrailIsComplete());

  private AuditTrailJourneys() {}

  private static Step anAuditorReadsBothDecisionsInOrder() {
    return step(
        "an auditor exports its trail and reads both decisions in order",
        PROOF,
        "the last decision: this page shows no earlier one",
        journeyRun -> {
          journeyRun.set(
              ENTRIES, journeyRun.await("both decisions on record", () -> decisions(journeyRun)));
          journeyRun.addNote("%d entries".formatted(journeyRun.get(ENTRIES).size()));
        });
  }

  private static Observation<List<JsonNode>> decisions(JourneyRun journeyRun) {
    var audit = journeyRun.environment().operator().audit(journeyRun.photograph());
    var entries = audit.path("entries").valueStream().toList();
    int first = indexOf(entries, '"' + CHANGES_REQUIRED + '"');
    int second = indexOf(entries, '"' + APPROVED + '"');
    boolean inOrder = first >= 0 && first < second;
    return new Observation<>(
        Optional.of(entries).filter(_ -> inOrder), entries.size() + " entries");
  }

  private static int indexOf(List<JsonNode> entries, String text) {
    var found = entries.stream().filter(entry -> entry.toString().contains(text)).findFirst();
    return found.map(entries::indexOf).orElse(-1);
  }

  private static Step theTrailHasTheComment() {
    return step(
        "the trail has the reviewer's comment",
        PROOF,
        "the same comment",
        journeyRun -> {
          if (indexOf(journeyRun.get(ENTRIES), WISH) < 0) {
            throw new JourneyFailedException("no entry has \"%s\"".formatted(WISH));
          }
        });
  }

  private static Step eachDecisionIsOnRecordOnce() {
    return step(
        "each decision is on record once",
        PROOF,
        "the last decision: this page shows no earlier one",
        journeyRun -> {
          long count =
              journeyRun.get(ENTRIES).stream().filter(AuditTrailJourneys::isDecision).count();
          if (count != 2) {
            throw new JourneyFailedException(
                "%d decisions are on record; 2 were made".formatted(count));
          }
        });
  }

  static boolean isDecision(JsonNode entry) {
    return entry.path("kind").asString("").equals("decision");
  }

  /** Each entry holds the hash of the previous one. */
  static Step theTrailIsComplete() {
    return step(
        "each entry of the trail has the hash of the previous one",
        PROOF,
        "nothing: only the export shows this",
        journeyRun -> {
          var entries = journeyRun.get(ENTRIES);
          for (int i = 1; i < entries.size(); i++) {
            var before = entries.get(i - 1).path("hash").asString("");
            if (before.isEmpty() || !entries.get(i).path("previous").asString("").equals(before)) {
              throw new JourneyFailedException(
                  "entry %d does not have the hash of entry %d".formatted(i + 1, i));
            }
          }
        });
  }
}
