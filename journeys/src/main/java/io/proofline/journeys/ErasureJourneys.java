package io.proofline.journeys;

import static io.proofline.journeys.AuditTrailJourneys.theTrailIsComplete;
import static io.proofline.journeys.ExpectationSteps.aPhotographIsUnderReview;
import static io.proofline.journeys.ExpectationSteps.itsStatusBecomes;
import static io.proofline.journeys.Journey.journey;
import static io.proofline.journeys.JourneyLine.Step.step;
import static io.proofline.journeys.ReviewerSteps.APPROVED;
import static io.proofline.journeys.ReviewerSteps.CHANGES_REQUIRED;
import static io.proofline.journeys.SandboxPage.PROOF;

import io.proofline.journeys.JourneyLine.Step;
import io.proofline.journeys.PollingWait.Observation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * S7: a reviewer is erased, and the decision remains on record. An erasure can't be undone, so the
 * reviewer is a guest that no other journey uses.
 */
final class ErasureJourneys {

  private static final JourneyVariable<Guest> GUEST = new JourneyVariable<>("guest");
  private static final JourneyVariable<String> PERSON = new JourneyVariable<>("person on record");

  /**
   * A reviewer that a person adds to the proof in Ziflow.
   *
   * @param reviewer id on the proof
   * @param words text of the guest's comment
   */
  private record Guest(
      String firstName, String lastName, String email, String reviewer, String words) {

    static Guest on(String reviewer, String mark) {
      return new Guest(
          "Vera" + mark,
          "Urrutia" + mark,
          email(mark),
          reviewer,
          "Crop it tighter, please: " + mark);
    }

    static String email(String mark) {
      return "guest-%s@sandbox.example".formatted(mark);
    }

    /** Returns the parts of a text that identify the guest, or that the guest wrote. */
    List<String> in(String text) {
      return Stream.of(firstName, lastName, email, words).filter(text::contains).toList();
    }
  }

  static final Journey JOURNEY =
      journey(
          "S7",
          "a reviewer is erased",
          aPhotographIsUnderReview(),
          aGuestIsAddedAsAReviewer(),
          theGuestCommentsAndDecides(),
          itsStatusBecomes("Needs changes"),
          theTrailNamesTheGuest(),
          anOperatorErasesTheGuest(),
          theTrailHasDecisionsWithoutTheGuestsName(1),
          theGuestDecidesOtherwise(),
          itsStatusBecomes("Approved"),
          theTrailHasDecisionsWithoutTheGuestsName(2),
          theTrailIsComplete());

  private ErasureJourneys() {}

  private static Step aGuestIsAddedAsAReviewer() {
    return step(
        "a person adds a guest as a reviewer",
        PROOF,
        "the guest among the reviewers",
        journeyRun -> {
          var mark = SampleFiles.uniqueSuffix();
          var proofing = journeyRun.environment().proofing();
          var guest = Guest.on("", mark);
          var reviewer =
              proofing.addReviewer(
                  journeyRun.proof(), guest.firstName(), guest.lastName(), guest.email());
          journeyRun.set(GUEST, Guest.on(reviewer, mark));
        });
  }

  private static Step theGuestCommentsAndDecides() {
    return step(
        "the guest comments, and decides 'Changes required'",
        PROOF,
        "the comment, and 'Changes required' beside the guest",
        journeyRun -> {
          var guest = journeyRun.get(GUEST);
          var proofing = journeyRun.environment().proofing();
          proofing.commentAs(guest.reviewer(), journeyRun.proof(), guest.words());
          proofing.decideAs(guest.reviewer(), journeyRun.proof(), CHANGES_REQUIRED);
        });
  }

  private static Step theGuestDecidesOtherwise() {
    return step(
        "the guest, who is still a reviewer in Ziflow, decides 'Approved'",
        PROOF,
        "'Approved' beside the guest",
        journeyRun ->
            journeyRun
                .environment()
                .proofing()
                .decideAs(journeyRun.get(GUEST).reviewer(), journeyRun.proof(), APPROVED));
  }

  private static Step theTrailNamesTheGuest() {
    return step(
        "the audit trail has the guest's name and words",
        PROOF,
        "the same name and words",
        journeyRun ->
            journeyRun.set(
                PERSON, journeyRun.await("the guest on record", () -> named(journeyRun))));
  }

  private static Observation<String> named(JourneyRun journeyRun) {
    var guest = journeyRun.get(GUEST);
    var entries = entries(journeyRun);
    var person =
        entries.stream()
            .filter(AuditTrailJourneys::isDecision)
            .filter(entry -> entry.path("name").asString("").contains(guest.firstName()))
            .map(entry -> entry.path("person_id").asString(""))
            .findFirst();
    boolean speaks = entries.toString().contains(guest.words());
    return new Observation<>(person.filter(_ -> speaks), "%d entries".formatted(entries.size()));
  }

  private static Step anOperatorErasesTheGuest() {
    return step(
        "an operator erases the guest, as 'proofline erase' does",
        PROOF,
        "the guest: Ziflow's own data is erased in Ziflow",
        journeyRun -> {
          journeyRun.environment().operator().erase(journeyRun.get(PERSON));
          journeyRun.addNote("person %s erased".formatted(journeyRun.get(PERSON)));
        });
  }

  private static Step theTrailHasDecisionsWithoutTheGuestsName(int decisions) {
    var decided = decisions == 1 ? "decision" : "both decisions";
    return step(
        "the trail has the guest's %s, without name and comment".formatted(decided),
        PROOF,
        "nothing: only the trail shows this",
        journeyRun -> {
          var awaited = "the %s without a name".formatted(decided);
          var entries = journeyRun.await(awaited, () -> nameless(journeyRun, decisions));
          journeyRun.set(AuditTrailJourneys.ENTRIES, entries);
        });
  }

  private static Observation<List<JsonNode>> nameless(JourneyRun journeyRun, int decisions) {
    var entries = entries(journeyRun);
    long kept =
        entries.stream()
            .filter(AuditTrailJourneys::isDecision)
            .filter(entry -> entry.path("person_id").asString("").equals(journeyRun.get(PERSON)))
            .count();
    var left = journeyRun.get(GUEST).in(entries.toString());
    return new Observation<>(
        Optional.of(entries).filter(_ -> kept == decisions && left.isEmpty()),
        "%d decisions, and %s".formatted(kept, left));
  }

  private static List<JsonNode> entries(JourneyRun journeyRun) {
    var audit = journeyRun.environment().operator().audit(journeyRun.photograph());
    return audit.path("entries").valueStream().toList();
  }
}
