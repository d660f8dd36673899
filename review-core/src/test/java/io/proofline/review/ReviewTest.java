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
 * The changes by each kind of fact.
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
      List<RequiredCommand> asks,
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
            "an asset that nobody selects is not picked",
            s -> s.lies(List.of(AUTUMN), "product"),
            List.of(),
            ReviewState.NOT_PICKED),
        new Scenario(
            "an asset put into the gallery gets a proof",
            s -> s.baseline(List.of(AUTUMN)).lies(List.of(AUTUMN, SEND)),
            List.of(PROOF),
            ReviewState.OPENING),
        new Scenario(
            "an asset that gets the keyword gets a proof",
            s -> s.baseline(List.of(AUTUMN)).lies(List.of(AUTUMN), "Review:Brand "),
            List.of(PROOF),
            ReviewState.OPENING),
        new Scenario(
            "a new asset that comes with the keyword gets a proof",
            s -> s.lies(List.of(AUTUMN), "review:brand"),
            List.of(PROOF),
            ReviewState.OPENING),
        new Scenario(
            "what lay in the gallery before the first pass opens nothing",
            s -> s.baseline(List.of(SEND), "review:brand"),
            List.of(),
            ReviewState.NOT_PICKED),
        new Scenario(
            "a second start on an existing library opens nothing",
            s ->
                s.baseline(List.of(SEND))
                    .baseline(List.of(SEND, AUTUMN))
                    .lies(List.of(SEND, AUTUMN)),
            List.of(),
            ReviewState.NOT_PICKED),
        new Scenario(
            "staying in the gallery asks once",
            s -> s.lies(List.of(SEND)).lies(List.of(SEND, AUTUMN)).lies(List.of(SEND)),
            List.of(PROOF),
            ReviewState.OPENING),
        new Scenario(
            "an older snapshot that comes late changes nothing",
            s ->
                s.baseline(List.of(AUTUMN))
                    .later(Duration.ofSeconds(9))
                    .lies(List.of(AUTUMN))
                    .seen(
                        image(
                            ReviewDriver.START.plusSeconds(5),
                            false,
                            List.of(SEND),
                            List.of(),
                            null)),
            List.of(),
            ReviewState.NOT_PICKED),
        new Scenario(
            "a hook for an asset that is known gets a proof at once",
            s -> s.baseline(List.of(AUTUMN)).isSelectedByHook(),
            List.of(PROOF),
            ReviewState.OPENING),
        new Scenario(
            "a hook for an asset that nobody has seen reads it first",
            ReviewDriver::isSelectedByHook,
            List.of(new ReadAsset(1)),
            ReviewState.SELECTED),
        new Scenario(
            "once it is read, it gets its proof",
            s ->
                s.isSelectedByHook()
                    .answers(
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
            "a hook that calls twice gets one proof",
            s -> s.baseline(List.of()).isSelectedByHook().isSelectedByHook(),
            List.of(PROOF),
            ReviewState.OPENING),
        new Scenario(
            "a proof that can't be made leaves the review stuck",
            s -> s.lies(List.of(SEND)).dies(CommandKind.CREATE_PROOF, "no such file"),
            List.of(PROOF),
            ReviewState.STUCK),
        new Scenario(
            "selecting again asks again for what is stuck",
            s ->
                s.lies(List.of(SEND))
                    .dies(CommandKind.CREATE_PROOF, "no such file")
                    .lies(List.of())
                    .lies(List.of(SEND)),
            List.of(PROOF, created(2, "fig.jpg")),
            ReviewState.OPENING),
        new Scenario(
            "a proof that stands is marked as in review",
            s -> s.lies(List.of(SEND)).proofIsMade("p1"),
            List.of(PROOF, writes("In review")),
            ReviewState.IN_REVIEW),
        new Scenario(
            "selecting again what has a living proof asks for nothing",
            s -> s.lies(List.of(SEND)).proofIsMade("p1").isSelectedByHook(),
            List.of(PROOF, writes("In review")),
            ReviewState.IN_REVIEW),
        new Scenario(
            "an event of our create tells the proof before its answer does",
            s -> s.lies(List.of(SEND)).hint("p1", null, "created", 1, 1),
            List.of(PROOF, writes("In review")),
            ReviewState.IN_REVIEW),
        new Scenario(
            "an event of another round is a stranger's, and looked at once",
            s -> s.lies(List.of(SEND)).hint("p1", null, "created", 1, 2),
            List.of(PROOF, new ReadProof("p1", 1)),
            ReviewState.OPENING),
        new Scenario(
            "a version that inherited our marker is not taken for ours",
            s -> s.lies(List.of(SEND)).hint("p2", "p1", "created", 1, 1),
            List.of(PROOF),
            ReviewState.OPENING),
        // S4: verdict to metadata
        new Scenario(
            "an event that can't change what we know asks for no reading",
            s -> inReview(s).hint("p1", "comment"),
            OPENED,
            ReviewState.IN_REVIEW),
        new Scenario(
            "an event of a foreign proof asks for no reading",
            s -> inReview(s).hint("p9", "decision"),
            OPENED,
            ReviewState.IN_REVIEW),
        new Scenario(
            "a decision asks for a reading",
            s -> inReview(s).hint("p1", "decision"),
            plus(OPENED, new ReadProof("p1", 1)),
            ReviewState.IN_REVIEW),
        new Scenario(
            "a hint that is delivered twice asks for one reading",
            s -> decided(s, proof(stage("Desk", null))).repeats(Fact.ProofEventReceived.class),
            plus(OPENED, new ReadProof("p1", 1)),
            ReviewState.IN_REVIEW),
        new Scenario(
            "a request that is delivered twice counts once",
            s ->
                s.lies(List.of())
                    .isSelectedByHook()
                    .dies(CommandKind.CREATE_PROOF, "no such file")
                    .repeats(Fact.Requested.class),
            List.of(PROOF),
            ReviewState.STUCK),
        new Scenario(
            "an answer that is delivered twice counts once",
            s -> decided(s, proof(stage("Desk", null))).repeats(Fact.OutcomeReceived.class),
            plus(OPENED, new ReadProof("p1", 1)),
            ReviewState.IN_REVIEW),
        new Scenario(
            "hints that come together share a reading, and one more looks at what came meanwhile",
            s ->
                inReview(s)
                    .hint("p1", "decision")
                    .hint("p1", "status")
                    .hint("p1", "complete_review")
                    .proofReads(proof(stage("Desk", null))),
            plus(OPENED, new ReadProof("p1", 1), new ReadProof("p1", 3)),
            ReviewState.IN_REVIEW),
        new Scenario(
            "an approval stands on the asset",
            s -> decided(s, proof(stage("Desk", "approved"))),
            plus(OPENED, new ReadProof("p1", 1), writes("Approved")),
            ReviewState.APPROVED),
        new Scenario(
            "approved with changes needs changes",
            s -> decided(s, proof(stage("Desk", "approved_with_changes"))),
            plus(OPENED, new ReadProof("p1", 1), writes("Needs changes")),
            ReviewState.NEEDS_CHANGES),
        new Scenario(
            "changes required for a rejecting reason rejects",
            s -> decided(s, proof(stage("Desk", "changes_required", "do not use"))),
            plus(OPENED, new ReadProof("p1", 1), writes("Rejected")),
            ReviewState.REJECTED),
        new Scenario(
            "changes required for another reason needs changes",
            s -> decided(s, proof(stage("Desk", "changes_required", "Too dark"))),
            plus(OPENED, new ReadProof("p1", 1), writes("Needs changes")),
            ReviewState.NEEDS_CHANGES),
        new Scenario(
            "a rejecting reason of one who may not decide rejects nothing",
            s -> decided(s, proof(alsoSays(false, "changes_required", "Do not use"))),
            plus(OPENED, new ReadProof("p1", 1), writes("Needs changes")),
            ReviewState.NEEDS_CHANGES),
        new Scenario(
            "nor does one of somebody who approved",
            s -> decided(s, proof(alsoSays(true, "approved", "Do not use"))),
            plus(OPENED, new ReadProof("p1", 1), writes("Needs changes")),
            ReviewState.NEEDS_CHANGES),
        new Scenario(
            "when nobody decided, no text is written",
            s -> decided(s, proof(stage("Desk", "not_relevant"))),
            plus(OPENED, new ReadProof("p1", 1)),
            ReviewState.NOBODY_DECIDED),
        new Scenario(
            "a stage that ended with nobody to decide is nobody's decision",
            s -> decided(s, proof(ended("Desk", false))),
            plus(OPENED, new ReadProof("p1", 1)),
            ReviewState.NOBODY_DECIDED),
        new Scenario(
            "a stage that ended without the decision of those who may decide stays open",
            s -> decided(s, proof(ended("Desk", true))),
            plus(OPENED, new ReadProof("p1", 1)),
            ReviewState.IN_REVIEW),
        new Scenario(
            "a proof that shows up after its create was given up is taken",
            s ->
                s.lies(List.of(SEND))
                    .dies(CommandKind.CREATE_PROOF, "no answer")
                    .hint("p1", null, "created", 1, 1),
            List.of(PROOF, writes("In review")),
            ReviewState.IN_REVIEW),
        new Scenario(
            "an unknown decision leaves it open",
            s -> decided(s, proof(stage("Desk", "approved_by_magic"))),
            plus(OPENED, new ReadProof("p1", 1)),
            ReviewState.IN_REVIEW),
        new Scenario(
            "approve, revoke, approve is followed step by step",
            s ->
                decided(s, proof(stage("Desk", "approved")))
                    .statusStands("Approved")
                    .hint("p1", "decision")
                    .proofReads(proof(stage("Desk", "pending")))
                    .statusStands("In review")
                    .hint("p1", "decision")
                    .proofReads(proof(stage("Desk", "approved"))),
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
            "a decision while a status is being written waits for it",
            s ->
                s.lies(List.of(SEND))
                    .proofIsMade("p1")
                    .hint("p1", "decision")
                    .proofReads(proof(stage("Desk", "approved")))
                    .statusStands("In review"),
            List.of(PROOF, writes("In review"), new ReadProof("p1", 1), writes("Approved")),
            ReviewState.APPROVED),
        new Scenario(
            "a status that can't be written is not tried again by itself",
            s ->
                decided(s, proof(stage("Desk", "approved")))
                    .dies(CommandKind.WRITE_FIELDS, "read back something else")
                    .isToBeReread()
                    .proofReads(proof(stage("Desk", "approved"))),
            plus(OPENED, new ReadProof("p1", 1), writes("Approved"), new ReadProof("p1", 2)),
            ReviewState.APPROVED),
        new Scenario(
            "a snapshot that was begun before our write ended says nothing of the status",
            s ->
                decided(s, proof(stage("Desk", "approved")))
                    .statusStands("Approved")
                    .seen(
                        image(
                            ReviewDriver.START.plusSeconds(4),
                            false,
                            List.of(SEND),
                            List.of(),
                            "In review")),
            plus(OPENED, new ReadProof("p1", 1), writes("Approved")),
            ReviewState.APPROVED),
        new Scenario(
            "a status that somebody overwrote is written again",
            s ->
                decided(s, proof(stage("Desk", "approved")))
                    .statusStands("Approved")
                    .seen(
                        image(
                            ReviewDriver.START.plusSeconds(999),
                            false,
                            List.of(SEND),
                            List.of(),
                            "mine")),
            plus(OPENED, new ReadProof("p1", 1), writes("Approved"), writes("Approved")),
            ReviewState.APPROVED),
        new Scenario(
            "an open proof is read again after a quarter of an hour of silence",
            s -> inReview(s).later(Duration.ofMinutes(15)).ticks(),
            plus(OPENED, new ReadProof("p1", 1)),
            ReviewState.IN_REVIEW),
        new Scenario(
            "a tick that comes twice reads once",
            s -> inReview(s).later(Duration.ofMinutes(15)).ticks().ticks(),
            plus(OPENED, new ReadProof("p1", 1)),
            ReviewState.IN_REVIEW),
        new Scenario(
            "a proof that Ziflow can't make is deleted, to be made again",
            s -> inReview(s).hint("p1", "failed").proofReads(ReviewDriver.failedProof()),
            plus(OPENED, new ReadProof("p1", 1), new RequiredCommand.DeleteProof("p1")),
            ReviewState.OPENING),
        new Scenario(
            "a proof that is deleted leaves the review stuck",
            s -> inReview(s).hint("p1", "deleted").proofReads(ReviewDriver.goneProof()),
            plus(OPENED, new ReadProof("p1", 1)),
            ReviewState.STUCK));
  }

  private static final List<RequiredCommand> OPENED = List.of(PROOF, writes("In review"));

  private static RequiredCommand created(int wish, String name) {
    var stages =
        DESK.stages().stream()
            .map(stage -> new RequiredCommand.StageWithDeadline(stage, null))
            .toList();
    return new CreateProof(1, wish, null, name, null, DESK, stages);
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

  /** A stage that requires changes, and what a second member of it says. */
  private static ProofState.StageStatus alsoSays(boolean decides, String decision, String reason) {
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
    return reviewDriver.lies(List.of(SEND)).proofIsMade("p1").statusStands("In review");
  }

  private static ReviewDriver decided(ReviewDriver reviewDriver, ProofState state) {
    return inReview(reviewDriver).hint("p1", "decision").proofReads(state);
  }

  private static List<RequiredCommand> plus(List<RequiredCommand> before, RequiredCommand... more) {
    return Stream.concat(before.stream(), Stream.of(more)).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void goes(Scenario scenario) {
    var reviewDriver = scenario.given().apply(new ReviewDriver());

    assertThat(reviewDriver.commands()).isEqualTo(scenario.asks());
    assertThat(reviewDriver.standing().state()).isEqualTo(scenario.state());
  }

  @Test
  void a_route_of_two_stages_is_open_until_both_are_there_and_decided() {
    var reviewDriver =
        new ReviewDriver().lies(List.of(SEND), "legal").proofIsMade("p1").statusStands("In review");

    reviewDriver.hint("p1", "decision").proofReads(proof(stage("Brand", "approved")));
    assertThat(reviewDriver.standing().state()).isEqualTo(ReviewState.IN_REVIEW);

    reviewDriver
        .hint("p1", "decision")
        .proofReads(proof(stage("Brand", "approved"), stage("Legal", null)));
    assertThat(reviewDriver.standing().state()).isEqualTo(ReviewState.IN_REVIEW);

    reviewDriver
        .hint("p1", "decision")
        .proofReads(proof(stage("Brand", "approved"), stage("Legal", "changes_required")));
    assertThat(reviewDriver.standing().state()).isEqualTo(ReviewState.NEEDS_CHANGES);
  }

  @Test
  void the_same_need_has_the_same_command_id_and_a_further_round_another() {
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

    var reviewSummary = reviewDriver.dies(CommandKind.WRITE_FIELDS, "no access").standing();

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

    var reviewDriver = new ReviewDriver().seen(video).proofIsMade("p1");

    assertThat(reviewDriver.commands()).isEqualTo(List.of(created(1, "clip.mp4")));
  }
}
