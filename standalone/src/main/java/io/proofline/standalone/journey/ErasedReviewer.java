package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.AuditTrail.theTrailIsWhole;
import static io.proofline.standalone.journey.Journey.journey;
import static io.proofline.standalone.journey.Line.Step.step;
import static io.proofline.standalone.journey.Page.PROOF;
import static io.proofline.standalone.journey.Reviewer.APPROVED;
import static io.proofline.standalone.journey.Reviewer.CHANGES_REQUIRED;
import static io.proofline.standalone.journey.Seeing.aPhotographIsUnderReview;
import static io.proofline.standalone.journey.Seeing.itsStatusBecomes;

import io.proofline.standalone.DemoPeople;
import io.proofline.standalone.journey.Line.Step;
import io.proofline.standalone.journey.Waiting.Look;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * S7: who reviewed is forgotten, what was decided is not. There is no way back from erasing, so it
 * is a guest whom no other journey knows.
 */
final class ErasedReviewer {

  private static final Role<Guest> GUEST = new Role<>("guest");
  private static final Role<String> PERSON = new Role<>("person on record");

  /**
   * Somebody who was asked besides.
   *
   * @param reviewer id on the proof
   * @param words of the one comment
   */
  private record Guest(
      String firstName, String lastName, String email, String reviewer, String words) {

    static Guest on(String reviewer, String mark) {
      return new Guest(
          "Vera" + mark, "Urrutia" + mark, email(mark), reviewer, "Crop it tighter, says " + mark);
    }

    static String email(String mark) {
      return "guest-%s@sandbox.example".formatted(mark);
    }

    /** What of a text tells who this is, or is this one's own. */
    List<String> in(String text) {
      return Stream.of(firstName, lastName, email, words).filter(text::contains).toList();
    }
  }

  static final Journey JOURNEY =
      journey(
          "S7",
          "a reviewer is erased",
          aPhotographIsUnderReview(),
          aGuestIsAskedToo(),
          theGuestCommentsAndDecides(),
          itsStatusBecomes("Needs changes"),
          theTrailSaysWhoItWas(),
          anOperatorErasesTheGuest(),
          theTrailSaysWhatItWasAndNotWho(1),
          theGuestDecidesOtherwise(),
          itsStatusBecomes("Approved"),
          theTrailSaysWhatItWasAndNotWho(2),
          theTrailIsWhole());

  private ErasedReviewer() {}

  private static Step aGuestIsAskedToo() {
    return step(
        "somebody asks a guest to decide, too",
        PROOF,
        "the guest among the reviewers",
        scene -> {
          var mark = Pictures.mark();
          var proofing = scene.world().proofing();
          var asked = Guest.on("", mark);
          var reviewer =
              proofing.bringIn(scene.proof(), asked.firstName(), asked.lastName(), asked.email());
          scene.cast(GUEST, Guest.on(reviewer, mark));
        });
  }

  private static Step theGuestCommentsAndDecides() {
    return step(
        "the guest comments, and decides 'Changes required'",
        PROOF,
        "the comment, and 'Changes required' beside the guest",
        scene -> {
          var guest = scene.the(GUEST);
          var proofing = scene.world().proofing();
          proofing.commentAs(guest.reviewer(), scene.proof(), guest.words());
          proofing.decideAs(guest.reviewer(), scene.proof(), CHANGES_REQUIRED);
        });
  }

  private static Step theGuestDecidesOtherwise() {
    return step(
        "the guest, whom Ziflow still knows, decides 'Approved'",
        PROOF,
        "'Approved' beside the guest",
        scene ->
            scene
                .world()
                .proofing()
                .decideAs(scene.the(GUEST).reviewer(), scene.proof(), APPROVED));
  }

  private static Step theTrailSaysWhoItWas() {
    return step(
        "the audit trail has the guest's name and words",
        PROOF,
        "the same name and words",
        scene -> scene.cast(PERSON, scene.await("the guest on record", () -> named(scene))));
  }

  private static Look<String> named(Scene scene) {
    var guest = scene.the(GUEST);
    var entries = entries(scene);
    var person =
        entries.stream()
            .filter(AuditTrail::isDecision)
            .filter(entry -> entry.path("name").asString("").contains(guest.firstName()))
            .map(entry -> entry.path("person_id").asString(""))
            .findFirst();
    boolean speaks = entries.toString().contains(guest.words());
    return new Look<>(person.filter(_ -> speaks), "%d entries".formatted(entries.size()));
  }

  private static Step anOperatorErasesTheGuest() {
    return step(
        "an operator erases the guest, as 'proofline erase' does",
        PROOF,
        "the guest: what Ziflow keeps is erased there",
        scene -> {
          try {
            DemoPeople.erase(scene.world().at(), scene.the(PERSON));
          } catch (IllegalStateException e) {
            throw new JourneyFailed("%s: %s".formatted(e.getMessage(), e.getCause()), e);
          }
          scene.note("person %s erased".formatted(scene.the(PERSON)));
        });
  }

  private static Step theTrailSaysWhatItWasAndNotWho(int decisions) {
    var told = decisions == 1 ? "decision" : "both decisions";
    return step(
        "the trail has the guest's %s, and neither name nor words".formatted(told),
        PROOF,
        "nothing: this is seen in the trail alone",
        scene -> {
          var awaited = "the %s without a name".formatted(told);
          var entries = scene.await(awaited, () -> nameless(scene, decisions));
          scene.cast(AuditTrail.ENTRIES, entries);
        });
  }

  private static Look<List<JsonNode>> nameless(Scene scene, int decisions) {
    var entries = entries(scene);
    long kept =
        entries.stream()
            .filter(AuditTrail::isDecision)
            .filter(entry -> entry.path("person_id").asString("").equals(scene.the(PERSON)))
            .count();
    var left = scene.the(GUEST).in(entries.toString());
    return new Look<>(
        Optional.of(entries).filter(_ -> kept == decisions && left.isEmpty()),
        "%d decisions, and %s".formatted(kept, left));
  }

  private static List<JsonNode> entries(Scene scene) {
    var audit = scene.world().processor().audit(scene.photograph());
    return audit.path("entries").valueStream().toList();
  }
}
