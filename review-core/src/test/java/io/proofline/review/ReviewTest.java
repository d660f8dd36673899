package io.proofline.review;

import static io.proofline.review.ReviewDriver.AUTUMN;
import static io.proofline.review.ReviewDriver.RULES;
import static io.proofline.review.ReviewDriver.SEND;
import static io.proofline.review.ReviewDriver.image;
import static io.proofline.review.ReviewDriver.proof;
import static io.proofline.review.ReviewDriver.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.policy.Asset;
import io.proofline.policy.FieldMapping;
import io.proofline.policy.FieldText;
import io.proofline.policy.ProofState;
import io.proofline.policy.Route;
import io.proofline.review.RequiredCommand.CommandKind;
import io.proofline.review.RequiredCommand.CreateProof;
import io.proofline.review.RequiredCommand.ReadAsset;
import io.proofline.review.RequiredCommand.ReadProof;
import io.proofline.review.ReviewSummary.ReviewState;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks the commands and the state of a review after each kind of fact (scenarios S1 and S4).
 *
 * <p>Longer than 300 lines because it is one table of scenarios.
 */
class ReviewTest {

  private static final Route DESK =
      RULES.route(image(ReviewDriver.START, false, List.of(), List.of(), null)).orElseThrow();
  private static final RequiredCommand PROOF = created(1, "fig.jpg");

  record Scenario(
      String name,
      UnaryOperator<ReviewDriver> given,
      List<RequiredCommand> commands,
      ReviewState state) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Scenario> scenarios() {
    return Stream.of(
        // S1: select for review
        new Scenario(
            "an asset that is not selected is not reviewed",
            s -> s.libraryShows(List.of(AUTUMN), "product"),
            List.of(),
            ReviewState.NOT_PICKED),
        new Scenario(
            "an asset put into the gallery gets a proof",
            s -> s.baseline(List.of(AUTUMN)).libraryShows(List.of(AUTUMN, SEND)),
            List.of(PROOF),
            ReviewState.OPENING),
        new Scenario(
            "an asset that gets the keyword gets a proof",
            s -> s.baseline(List.of(AUTUMN)).libraryShows(List.of(AUTUMN), "Review:Brand "),
            List.of(PROOF),
            ReviewState.OPENING),
        new Scenario(
            "a new asset with the keyword gets a proof",
            s -> s.libraryShows(List.of(AUTUMN), "review:brand"),
            List.of(PROOF),
            ReviewState.OPENING),
        new Scenario(
            "an asset that was in the gallery before the first pass gets no proof",
            s -> s.baseline(List.of(SEND), "review:brand"),
            List.of(),
            ReviewState.NOT_PICKED),
        new Scenario(
            "a second first pass over an existing library creates no proof",
            s ->
                s.baseline(List.of(SEND))
                    .baseline(List.of(SEND, AUTUMN))
                    .libraryShows(List.of(SEND, AUTUMN)),
            List.of(),
            ReviewState.NOT_PICKED),
        new Scenario(
            "an asset that stays in the gallery gets one proof",
            s ->
                s.libraryShows(List.of(SEND))
                    .libraryShows(List.of(SEND, AUTUMN))
                    .libraryShows(List.of(SEND)),
            List.of(PROOF),
            ReviewState.OPENING),
        new Scenario(
            "a late older snapshot changes nothing",
            s ->
                s.baseline(List.of(AUTUMN))
                    .later(Duration.ofSeconds(9))
                    .libraryShows(List.of(AUTUMN))
                    .assetSeen(
                        image(
                            ReviewDriver.START.plusSeconds(5),
                            false,
                            List.of(SEND),
                            List.of(),
                            null)),
            List.of(),
            ReviewState.NOT_PICKED),
        new Scenario(
            "a selection of a known asset creates a proof at once",
            s -> s.baseline(List.of(AUTUMN)).requestsSelection(),
            List.of(PROOF),
            ReviewState.OPENING),
        new Scenario(
            "a selection of an unknown asset reads it first",
            ReviewDriver::requestsSelection,
            List.of(new ReadAsset(1)),
            ReviewState.SELECTED),
        new Scenario(
            "a selected asset gets its proof once it is read",
            s ->
                s.requestsSelection()
                    .ends(
                        CommandKind.READ_ASSET,
                        new Fact.Result.AssetRead(
                            image(
                                ReviewDriver.START.plusSeconds(1),
                                false,
                                List.of(),
                                List.of(),
                                null))),
            List.of(new ReadAsset(1), PROOF),
            ReviewState.OPENING),
        new Scenario(
            "two selections before the proof exists create one proof",
            s -> s.baseline(List.of()).requestsSelection().requestsSelection(),
            List.of(PROOF),
            ReviewState.OPENING),
        new Scenario(
            "a proof that can't be created leaves the review stuck",
            s -> s.libraryShows(List.of(SEND)).endsDead(CommandKind.CREATE_PROOF, "no such file"),
            List.of(PROOF),
            ReviewState.STUCK),
        new Scenario(
            "a second selection creates the proof of a stuck review again",
            s ->
                s.libraryShows(List.of(SEND))
                    .endsDead(CommandKind.CREATE_PROOF, "no such file")
                    .libraryShows(List.of())
                    .libraryShows(List.of(SEND)),
            List.of(PROOF, created(2, "fig.jpg")),
            ReviewState.OPENING),
        new Scenario(
            "the status is in review once the proof exists",
            s -> s.libraryShows(List.of(SEND)).proofCreated("p1"),
            List.of(PROOF, writes("In review")),
            ReviewState.IN_REVIEW),
        new Scenario(
            "a second selection of an asset with a proof changes nothing",
            s -> s.libraryShows(List.of(SEND)).proofCreated("p1").requestsSelection(),
            List.of(PROOF, writes("In review")),
            ReviewState.IN_REVIEW),
        new Scenario(
            "an event of our proof binds it before the outcome of the command",
            s -> s.libraryShows(List.of(SEND)).ziflowEvent("p1", null, "created", 1, 1),
            List.of(PROOF, writes("In review")),
            ReviewState.IN_REVIEW),
        new Scenario(
            "a proof with the marker of another round is unmatched and is read once",
            s -> s.libraryShows(List.of(SEND)).ziflowEvent("p1", null, "created", 1, 2),
            List.of(PROOF, new ReadProof("p1", 1)),
            ReviewState.OPENING),
        new Scenario(
            "a version that inherited our marker is not bound as ours",
            s -> s.libraryShows(List.of(SEND)).ziflowEvent("p2", "p1", "created", 1, 1),
            List.of(PROOF),
            ReviewState.OPENING),
        // S4: verdict to metadata
        new Scenario(
            "an event that can't change the proof's state requests no read",
            s -> inReview(s).ziflowEvent("p1", "comment"),
            OPENED,
            ReviewState.IN_REVIEW),
        new Scenario(
            "an event of a foreign proof requests no read",
            s -> inReview(s).ziflowEvent("p9", "decision"),
            OPENED,
            ReviewState.IN_REVIEW),
        new Scenario(
            "a decision requests a read",
            s -> inReview(s).ziflowEvent("p1", "decision"),
            plus(OPENED, new ReadProof("p1", 1)),
            ReviewState.IN_REVIEW),
        new Scenario(
            "a repeated event requests one read",
            s -> decided(s, proof(stage("Desk", null))).repeatLast(Fact.ProofEventReceived.class),
            plus(OPENED, new ReadProof("p1", 1)),
            ReviewState.IN_REVIEW),
        new Scenario(
            "a repeated request counts once",
            s ->
                s.libraryShows(List.of())
                    .requestsSelection()
                    .endsDead(CommandKind.CREATE_PROOF, "no such file")
                    .repeatLast(Fact.Requested.class),
            List.of(PROOF),
            ReviewState.STUCK),
        new Scenario(
            "a repeated outcome counts once",
            s -> decided(s, proof(stage("Desk", null))).repeatLast(Fact.OutcomeReceived.class),
            plus(OPENED, new ReadProof("p1", 1)),
            ReviewState.IN_REVIEW),
        new Scenario(
            "events during a read share one further read",
            s ->
                inReview(s)
                    .ziflowEvent("p1", "decision")
                    .ziflowEvent("p1", "status")
                    .ziflowEvent("p1", "complete_review")
                    .proofRead(proof(stage("Desk", null))),
            plus(OPENED, new ReadProof("p1", 1), new ReadProof("p1", 3)),
            ReviewState.IN_REVIEW),
        new Scenario(
            "an approval is written to the asset",
            s -> decided(s, proof(stage("Desk", "approved"))),
            plus(OPENED, new ReadProof("p1", 1), writes("Approved")),
            ReviewState.APPROVED),
        new Scenario(
            "approved with changes needs changes",
            s -> decided(s, proof(stage("Desk", "approved_with_changes"))),
            plus(OPENED, new ReadProof("p1", 1), writes("Needs changes")),
            ReviewState.NEEDS_CHANGES),
        new Scenario(
            "changes required with a rejecting reason rejects the asset",
            s -> decided(s, proof(stage("Desk", "changes_required", "do not use"))),
            plus(OPENED, new ReadProof("p1", 1), writes("Rejected")),
            ReviewState.REJECTED),
        new Scenario(
            "changes required with another reason needs changes",
            s -> decided(s, proof(stage("Desk", "changes_required", "Too dark"))),
            plus(OPENED, new ReadProof("p1", 1), writes("Needs changes")),
            ReviewState.NEEDS_CHANGES),
        new Scenario(
            "a rejecting reason of a reviewer without a decision right does not reject",
            s -> decided(s, proof(withSecondReviewer(false, "changes_required", "Do not use"))),
            plus(OPENED, new ReadProof("p1", 1), writes("Needs changes")),
            ReviewState.NEEDS_CHANGES),
        new Scenario(
            "a rejecting reason of a reviewer who approved does not reject",
            s -> decided(s, proof(withSecondReviewer(true, "approved", "Do not use"))),
            plus(OPENED, new ReadProof("p1", 1), writes("Needs changes")),
            ReviewState.NEEDS_CHANGES),
        new Scenario(
            "no text is written without any decision",
            s -> decided(s, proof(stage("Desk", "not_relevant"))),
            plus(OPENED, new ReadProof("p1", 1)),
            ReviewState.NOBODY_DECIDED),
        new Scenario(
            "a completed stage without deciders has no decision",
            s -> decided(s, proof(ended("Desk", false))),
            plus(OPENED, new ReadProof("p1", 1)),
            ReviewState.NOBODY_DECIDED),
        new Scenario(
            "a completed stage stays open if its deciders have not decided",
            s -> decided(s, proof(ended("Desk", true))),
            plus(OPENED, new ReadProof("p1", 1)),
            ReviewState.IN_REVIEW),
        new Scenario(
            "a proof that appears after its command is dead is bound",
            s ->
                s.libraryShows(List.of(SEND))
                    .endsDead(CommandKind.CREATE_PROOF, "no answer")
                    .ziflowEvent("p1", null, "created", 1, 1),
            List.of(PROOF, writes("In review")),
            ReviewState.IN_REVIEW),
        new Scenario(
            "an unknown decision leaves the review open",
            s -> decided(s, proof(stage("Desk", "approved_by_magic"))),
            plus(OPENED, new ReadProof("p1", 1)),
            ReviewState.IN_REVIEW),
        new Scenario(
            "approve, revoke, approve are each written to the asset",
            s ->
                decided(s, proof(stage("Desk", "approved")))
                    .statusWritten("Approved")
                    .ziflowEvent("p1", "decision")
                    .proofRead(proof(stage("Desk", "pending")))
                    .statusWritten("In review")
                    .ziflowEvent("p1", "decision")
                    .proofRead(proof(stage("Desk", "approved"))),
            plus(
                OPENED,
                new ReadProof("p1", 1),
                writes("Approved"),
                new ReadProof("p1", 2),
                protects("In review"),
                new ReadProof("p1", 3),
                writes("Approved")),
            ReviewState.APPROVED),
        new Scenario(
            "the status after a decision waits for an unanswered write of the status",
            s ->
                s.libraryShows(List.of(SEND))
                    .proofCreated("p1")
                    .ziflowEvent("p1", "decision")
                    .proofRead(proof(stage("Desk", "approved")))
                    .statusWritten("In review"),
            List.of(PROOF, writes("In review"), new ReadProof("p1", 1), writes("Approved")),
            ReviewState.APPROVED),
        new Scenario(
            "a status that can't be written is not written again automatically",
            s ->
                decided(s, proof(stage("Desk", "approved")))
                    .endsDead(CommandKind.WRITE_FIELDS, "read back something else")
                    .requestsReread()
                    .proofRead(proof(stage("Desk", "approved"))),
            plus(OPENED, new ReadProof("p1", 1), writes("Approved"), new ReadProof("p1", 2)),
            ReviewState.APPROVED),
        new Scenario(
            "a snapshot that began before our write ended does not change the status",
            s ->
                decided(s, proof(stage("Desk", "approved")))
                    .statusWritten("Approved")
                    .assetSeen(
                        image(
                            ReviewDriver.START.plusSeconds(4),
                            false,
                            List.of(SEND),
                            List.of(),
                            "In review")),
            plus(OPENED, new ReadProof("p1", 1), writes("Approved")),
            ReviewState.APPROVED),
        new Scenario(
            "a status that a person overwrote is written again",
            s ->
                decided(s, proof(stage("Desk", "approved")))
                    .statusWritten("Approved")
                    .assetSeen(
                        image(
                            ReviewDriver.START.plusSeconds(999),
                            false,
                            List.of(SEND),
                            List.of(),
                            "mine")),
            plus(OPENED, new ReadProof("p1", 1), writes("Approved"), writes("Approved")),
            ReviewState.APPROVED),
        new Scenario(
            "an open proof is read again after 15 minutes without an event",
            s -> inReview(s).later(Duration.ofMinutes(15)).timerFires(),
            plus(OPENED, new ReadProof("p1", 1)),
            ReviewState.IN_REVIEW),
        new Scenario(
            "a repeated timer reads once",
            s -> inReview(s).later(Duration.ofMinutes(15)).timerFires().timerFires(),
            plus(OPENED, new ReadProof("p1", 1)),
            ReviewState.IN_REVIEW),
        new Scenario(
            "a proof that Ziflow can't make is deleted before it is created again",
            s -> inReview(s).ziflowEvent("p1", "failed").proofRead(ReviewDriver.failedProof()),
            plus(OPENED, new ReadProof("p1", 1), new RequiredCommand.DeleteProof("p1")),
            ReviewState.OPENING),
        new Scenario(
            "a deleted proof leaves the review stuck",
            s -> inReview(s).ziflowEvent("p1", "deleted").proofRead(ReviewDriver.goneProof()),
            plus(OPENED, new ReadProof("p1", 1)),
            ReviewState.STUCK));
  }

  private static final List<RequiredCommand> OPENED = List.of(PROOF, writes("In review"));

  private static RequiredCommand created(int selection, String name) {
    var stages =
        DESK.stages().stream()
            .map(stage -> new RequiredCommand.StageWithDeadline(stage, null))
            .toList();
    return new CreateProof(1, selection, null, name, null, DESK, stages);
  }

  private static RequiredCommand writes(String status) {
    return writes(status, false);
  }

  private static RequiredCommand protects(String status) {
    return writes(status, true);
  }

  private static RequiredCommand writes(String status, boolean protects) {
    var field = new FieldText(FieldMapping.STATUS_FIELD, status, false);
    return new RequiredCommand.WriteFields(ReviewDriver.ASSET, List.of(field), protects);
  }

  /** A stage that requires changes, with the decision of a second reviewer. */
  private static ProofState.StageStatus withSecondReviewer(
      boolean decides, String decision, String reason) {
    var first =
        new ProofState.ReviewerDecision("r1", null, true, "changes_required", null, List.of());
    var second =
        new ProofState.ReviewerDecision("r2", null, decides, decision, null, List.of(reason));
    return new ProofState.StageStatus(
        "s1", "Desk", "completed", "changes_required", List.of(first, second));
  }

  private static ProofState.StageStatus ended(String name, boolean decides) {
    var reviewerDecision =
        new ProofState.ReviewerDecision("r1", null, decides, null, null, List.of());
    return new ProofState.StageStatus("s1", name, "completed", null, List.of(reviewerDecision));
  }

  private static ReviewDriver inReview(ReviewDriver reviewDriver) {
    return reviewDriver.libraryShows(List.of(SEND)).proofCreated("p1").statusWritten("In review");
  }

  private static ReviewDriver decided(ReviewDriver reviewDriver, ProofState state) {
    return inReview(reviewDriver).ziflowEvent("p1", "decision").proofRead(state);
  }

  private static List<RequiredCommand> plus(List<RequiredCommand> before, RequiredCommand... more) {
    return Stream.concat(before.stream(), Stream.of(more)).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void scenario_issues_its_commands(Scenario scenario) {
    var reviewDriver = scenario.given().apply(new ReviewDriver());

    assertThat(reviewDriver.commands()).isEqualTo(scenario.commands());
    assertThat(reviewDriver.summary().state()).isEqualTo(scenario.state());
  }

  @Test
  void a_route_of_two_stages_is_open_until_both_exist_and_are_decided() {
    var reviewDriver =
        new ReviewDriver()
            .libraryShows(List.of(SEND), "legal")
            .proofCreated("p1")
            .statusWritten("In review");

    reviewDriver.ziflowEvent("p1", "decision").proofRead(proof(stage("Brand", "approved")));
    assertThat(reviewDriver.summary().state()).isEqualTo(ReviewState.IN_REVIEW);

    reviewDriver
        .ziflowEvent("p1", "decision")
        .proofRead(proof(stage("Brand", "approved"), stage("Legal", null)));
    assertThat(reviewDriver.summary().state()).isEqualTo(ReviewState.IN_REVIEW);

    reviewDriver
        .ziflowEvent("p1", "decision")
        .proofRead(proof(stage("Brand", "approved"), stage("Legal", "changes_required")));
    assertThat(reviewDriver.summary().state()).isEqualTo(ReviewState.NEEDS_CHANGES);
  }

  @Test
  void the_same_command_has_the_same_id_and_a_new_round_another() {
    var first =
        IssuedCommand.commandId(
            "demo", ReviewDriver.ASSET, CommandKind.WRITE_FIELDS, "edit_status", 1);

    assertThat(
            IssuedCommand.commandId(
                "demo", ReviewDriver.ASSET, CommandKind.WRITE_FIELDS, "edit_status", 1))
        .isEqualTo(first);
    assertThat(
            Stream.of(
                IssuedCommand.commandId(
                    "demo", ReviewDriver.ASSET, CommandKind.WRITE_FIELDS, "edit_status", 2),
                IssuedCommand.commandId(
                    "other", ReviewDriver.ASSET, CommandKind.WRITE_FIELDS, "edit_status", 1),
                IssuedCommand.commandId(
                    "demo", "I0000EXAMPLE0002", CommandKind.WRITE_FIELDS, "edit_status", 1),
                IssuedCommand.commandId(
                    "demo", ReviewDriver.ASSET, CommandKind.READ_PROOF, "edit_status", 1)))
        .doesNotContain(first)
        .doesNotHaveDuplicates();
  }

  @Test
  void a_failed_status_write_is_reported() {
    var reviewDriver = decided(new ReviewDriver(), proof(stage("Desk", "approved")));

    var reviewSummary = reviewDriver.endsDead(CommandKind.WRITE_FIELDS, "no access").summary();

    assertThat(reviewSummary.state()).isEqualTo(ReviewState.APPROVED);
    assertThat(reviewSummary.waiting()).isNotNull();
    assertThat(reviewSummary.waiting().reason())
        .isEqualTo("the command 'write fields' failed: no access");
  }

  @Test
  void a_video_gets_a_proof_and_no_status_text() {
    var video =
        new Asset(
            ReviewDriver.START,
            false,
            "clip.mp4",
            Asset.MediaType.VIDEO,
            List.of(SEND),
            List.of(),
            null,
            Asset.Details.NONE);

    var reviewDriver = new ReviewDriver().assetSeen(video).proofCreated("p1");

    assertThat(reviewDriver.commands()).isEqualTo(List.of(created(1, "clip.mp4")));
  }
}
