package io.proofline.review;

import static io.proofline.review.ReviewDriver.AUTUMN;
import static io.proofline.review.ReviewDriver.proof;
import static io.proofline.review.ReviewDriver.rules;
import static io.proofline.review.ReviewDriver.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.policy.ProofState;
import io.proofline.policy.Rules;
import io.proofline.review.Fact.RequestKind;
import io.proofline.review.RequiredCommand.CommandKind;
import io.proofline.review.ReviewSummary.ReviewState;
import io.proofline.review.ReviewSummary.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests by operators, and failed proofs.
 *
 * <p>Longer than 300 lines because it is one table of scenarios.
 */
class OperatorOverridesTest {

  private static final Rules RULES =
      rules(
          """
          version: 1
          teams: { owner: [dam@example.com] }
          select: { gallery: Send to review }
          reviews:
            - { name: Trial, mode: watch, when: { keyword: trial }, ask: [ { stage: Desk, team: owner } ] }
          otherwise: { ask: [ { stage: Desk, team: owner } ] }
          proof: { owner: owner }
          write:
            edit_status: { in_review: In review, approved: Approved, withdrawn: Withdrawn }
          """);

  private static final String CREATED = "create [Desk] v1 of fig.jpg";

  private static final String[] FAILED_TOO_OFTEN = {
    CREATED,
    "write In review",
    "read p1",
    "delete p1",
    CREATED,
    "read p2",
    "delete p2",
    CREATED,
    "read p3",
    "delete p3",
    CREATED,
    "read p4"
  };

  static Stream<ReviewScenario> scenarios() {
    return Stream.of(
        // operators
        row(
            "a review that is cancelled loses its proof, and says so no longer",
            s -> inReview(s).asks(RequestKind.CANCEL),
            ReviewState.CANCELLED,
            CREATED,
            "write In review",
            "write ",
            "delete p1"),
        row(
            "what is decided already keeps its proof",
            s -> approved(s).asks(RequestKind.CANCEL),
            ReviewState.CANCELLED,
            CREATED,
            "write In review",
            "read p1",
            "write Approved"),
        row(
            "a review that is started again gets a new proof, of a further round",
            s ->
                inReview(s)
                    .asks(RequestKind.CANCEL)
                    .fieldsStand()
                    .answers(CommandKind.DELETE_PROOF, new Fact.Result.Nothing())
                    .asks(RequestKind.START),
            ReviewState.OPENING,
            CREATED,
            "write In review",
            "write ",
            "delete p1",
            CREATED),
        row(
            "a paused review makes no proof",
            s -> s.lies(List.of(AUTUMN)).asks(RequestKind.PAUSE).isSelectedByHook(),
            ReviewState.PAUSED),
        row(
            "and does when it is resumed",
            s ->
                s.lies(List.of(AUTUMN))
                    .asks(RequestKind.PAUSE)
                    .isSelectedByHook()
                    .asks(RequestKind.RESUME),
            ReviewState.OPENING,
            CREATED),
        row(
            "an asset that nobody picked can be withdrawn, too",
            s -> s.lies(List.of(AUTUMN)).asks(RequestKind.WITHDRAW),
            ReviewState.WITHDRAWN,
            "write Withdrawn!"),
        row(
            "a dead command is tried again after a person's word",
            s ->
                s.lies(List.of(AUTUMN))
                    .isSelectedByHook()
                    .dies(CommandKind.CREATE_PROOF, "no access")
                    .asksOf(RequestKind.RETRY, CommandKind.CREATE_PROOF),
            ReviewState.OPENING,
            CREATED,
            CREATED),
        row(
            "one that is discarded is left",
            s ->
                approved(s)
                    .dies(CommandKind.WRITE_FIELDS, "no access")
                    .asksOf(RequestKind.DISCARD, CommandKind.WRITE_FIELDS)
                    .isToBeReread(),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            "write Approved",
            "read p1"),
        row(
            "a rule that watches asks nobody, and a withdrawal is written all the same",
            s -> s.lies(List.of(AUTUMN), "trial").isSelectedByHook().asks(RequestKind.WITHDRAW),
            ReviewState.WITHDRAWN,
            "write Withdrawn!"),
        row(
            "a status that was cleared reads as none, and is not cleared again",
            s ->
                inReview(s)
                    .asks(RequestKind.CANCEL)
                    .fieldsStand()
                    .proofIsDeleted()
                    .librarySees(a ->
                        ReviewDriver.image(a.readAt(), false, List.of(AUTUMN), List.of(), null)),
            ReviewState.CANCELLED,
            CREATED,
            "write In review",
            "write ",
            "delete p1"),
        row(
            "a withdrawal does not wait for another status that is being written",
            s ->
                approved(s)
                    .fieldsStand()
                    .decides("p1", "Desk", "pending")
                    .proofReads(proof(stage("Desk", null)))
                    .asks(RequestKind.WITHDRAW)
                    .ticks(),
            ReviewState.WITHDRAWN,
            CREATED,
            "write In review",
            "read p1",
            "write Approved",
            "read p1",
            "write In review!",
            "write Withdrawn!"),
        row(
            "what a snapshot shows while a status is being written counts when that is answered",
            s ->
                approved(s)
                    .librarySees(a ->
                        ReviewDriver.image(
                            a.readAt(), false, List.of(AUTUMN), List.of(), "Approved"))
                    .decides("p1", "Desk", "pending")
                    .proofReads(proof(stage("Desk", null)))
                    .statusStands("Approved"),
            ReviewState.IN_REVIEW,
            CREATED,
            "write In review",
            "read p1",
            "write Approved",
            "read p1",
            "write In review!"),
        row(
            "a trashed asset is left unchanged",
            s -> decided(inTrash(s)),
            ReviewState.TRASHED,
            CREATED,
            "write In review",
            "read p1"),
        row(
            "and gets its status when it is taken out again",
            s -> decided(inTrash(s)).isRestored(),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            "write Approved"),
        row(
            "what was discarded can be tried again after all",
            s ->
                approved(s)
                    .dies(CommandKind.WRITE_FIELDS, "no access")
                    .asksOf(RequestKind.DISCARD, CommandKind.WRITE_FIELDS)
                    .asksOf(RequestKind.RETRY, CommandKind.WRITE_FIELDS),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            "write Approved",
            "write Approved"),
        row(
            "what is done is not tried again",
            s -> approved(s).asksOf(RequestKind.RETRY, CommandKind.READ_PROOF),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            "write Approved"),
        // proofs that went wrong
        row(
            "a failed proof is not made again before its pause is over",
            s -> failed(inReview(s), "p1").ticks(),
            ReviewState.OPENING,
            CREATED,
            "write In review",
            "read p1",
            "delete p1"),
        row(
            "a failed proof is deleted, and made again after a while",
            s -> failed(inReview(s), "p1").whenDue(),
            ReviewState.OPENING,
            CREATED,
            "write In review",
            "read p1",
            "delete p1",
            CREATED),
        row(
            "failed proof recovers",
            s ->
                failed(inReview(s), "p1")
                    .whenDue()
                    .proofIsMade("p2")
                    .hint("p2", "processed")
                    .proofReads(proof(stage("Desk", null))),
            ReviewState.IN_REVIEW,
            CREATED,
            "write In review",
            "read p1",
            "delete p1",
            CREATED,
            "read p2"),
        row(
            "after the third time a person has to look",
            OperatorOverridesTest::failedTooOften,
            ReviewState.STUCK,
            FAILED_TOO_OFTEN),
        row(
            "and can be started again",
            s -> failedTooOften(s).asks(RequestKind.START),
            ReviewState.OPENING,
            Stream.concat(Stream.of(FAILED_TOO_OFTEN), Stream.of(CREATED)).toArray(String[]::new)),
        row(
            "an open proof that somebody deleted in Ziflow is not made again by itself",
            s -> gone(inReview(s)).later(Duration.ofDays(2)).ticks(),
            ReviewState.STUCK,
            CREATED,
            "write In review",
            "read p1"),
        row(
            "one that is restored is followed on",
            s ->
                gone(inReview(s))
                    .hint("p1", "restored")
                    .proofReads(proof(stage("Desk", "approved"))),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            "read p1",
            "write Approved"),
        row(
            "a person starts a deleted review again",
            s -> gone(inReview(s)).asks(RequestKind.START),
            ReviewState.OPENING,
            CREATED,
            "write In review",
            "read p1",
            CREATED),
        row(
            "a decided proof that is deleted leaves its verdict standing",
            s -> gone(approved(s).fieldsStand()),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            "write Approved",
            "read p1"),
        row(
            "an archived proof is left as it is",
            s ->
                inReview(s)
                    .hint("p1", "updated")
                    .proofReads(
                        new ProofState(
                            false,
                            "in_progress",
                            true,
                            null,
                            List.of(),
                            List.of(stage("Desk", null)))),
            ReviewState.IN_REVIEW,
            CREATED,
            "write In review",
            "read p1"),
        // unmatched proofs
        row(
            "a proof that claims to be ours is looked at once",
            s -> inReview(s).hint("p9", null, "decision", 1, 7).hint("p9", null, "status", 1, 7),
            ReviewState.IN_REVIEW,
            CREATED,
            "write In review",
            "read p9"),
        row(
            "one that a person links is followed",
            s ->
                s.lies(List.of(AUTUMN))
                    .hint("p9", null, "decision", 1, 7)
                    .proofReads(proof(stage("Desk", "approved")))
                    .asks(RequestKind.LINK, "p9")
                    .proofReads(proof(stage("Desk", "approved"))),
            ReviewState.APPROVED,
            "read p9",
            "read p9",
            "write In review"),
        row(
            "what is followed already needs no link",
            s ->
                inReview(s)
                    .asks(RequestKind.LINK, "p1")
                    .asks(RequestKind.LINK)
                    .asks(RequestKind.RELEASE),
            ReviewState.IN_REVIEW,
            CREATED,
            "write In review"),
        row(
            "one that a person releases is heard of no more",
            s ->
                inReview(s)
                    .hint("p9", null, "decision", 1, 7)
                    .proofReads(proof(stage("Desk", "approved")))
                    .asks(RequestKind.RELEASE, "p9")
                    .hint("p9", null, "decision", 1, 7),
            ReviewState.IN_REVIEW,
            CREATED,
            "write In review",
            "read p9"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void goes(ReviewScenario reviewScenario) {
    reviewScenario.holds();
  }

  @Test
  void a_retry_is_the_same_command_once_more_and_a_further_need_another() {
    var retried =
        new ReviewDriver(RULES)
            .lies(List.of(AUTUMN))
            .isSelectedByHook()
            .dies(CommandKind.CREATE_PROOF, "no access")
            .asksOf(RequestKind.RETRY, CommandKind.CREATE_PROOF)
            .orders();

    assertThat(retried).extracting(o -> o.issued().round()).containsExactly(1, 1);
    assertThat(retried).extracting(o -> o.issued().attempt()).containsExactly(1, 2);
    assertThat(retried.get(1).issued().commandId()).isEqualTo(retried.get(0).issued().commandId());

    var restarted = failed(inReview(new ReviewDriver(RULES)), "p1").whenDue().orders();
    assertThat(restarted)
        .filteredOn(o -> o.issued().kind() == CommandKind.CREATE_PROOF)
        .extracting(o -> o.issued().commandId())
        .doesNotHaveDuplicates()
        .hasSize(2);
    assertThat(restarted)
        .filteredOn(o -> o.issued().kind() == CommandKind.CREATE_PROOF)
        .extracting(o -> o.issued().round())
        .containsExactly(1, 2);
  }

  @Test
  void a_proof_that_is_still_uploaded_is_no_sign_that_the_file_can_be_shown() {
    var reviewDriver = failed(inReview(new ReviewDriver(RULES)), "p1").whenDue().proofIsMade("p2");
    reviewDriver
        .hint("p2", "updated")
        .proofReads(new ProofState(false, "uploading", false, null, List.of(), List.of()));

    failed(reviewDriver, "p2");

    assertThat(reviewDriver.dueAt()).isEqualTo(reviewDriver.now().plus(Duration.ofMinutes(10)));
  }

  @Test
  void one_that_could_be_shown_is() {
    var reviewDriver = failed(inReview(new ReviewDriver(RULES)), "p1").whenDue().proofIsMade("p2");
    reviewDriver.hint("p2", "processed").proofReads(proof(stage("Desk", null)));

    failed(reviewDriver, "p2");

    assertThat(reviewDriver.dueAt()).isEqualTo(reviewDriver.now().plus(Duration.ofMinutes(1)));
  }

  @Test
  void a_stranger_that_is_heard_often_pushes_no_other_out() {
    var reviewDriver = inReview(new ReviewDriver(RULES)).hint("p8", null, "decision", 1, 7);
    for (int i = 0; i < 20; i++) {
      reviewDriver.hint("p9", null, "decision", 1, 7);
    }

    assertThat(reviewDriver.review().proofs().unmatched())
        .extracting(Proofs.UnmatchedProof::proofId)
        .containsExactly("p8", "p9");
  }

  @Test
  void linked_and_released_proofs_no_longer_wait_and_others_do() {
    var reviewDriver = inReview(new ReviewDriver(RULES));
    for (var id : List.of("p7", "p8", "p9")) {
      reviewDriver.hint(id, null, "decision", 1, 7).proofReads(proof(stage("Desk", null)));
    }

    assertThat(reviewDriver.asks(RequestKind.RELEASE, "p7").standing().waiting().reason())
        .contains("p8");
    assertThat(reviewDriver.asks(RequestKind.LINK, "p8").standing().waiting().reason())
        .contains("p9");
    assertThat(reviewDriver.asks(RequestKind.RELEASE, "p9").standing().waiting()).isNull();
  }

  static Stream<Waits> waiting() {
    return Stream.of(
        new Waits(
            "a stranger",
            s -> inReview(s).hint("p9", null, "decision", 1, 7).proofReads(proof(stage("D", null))),
            Waiting.WaitReason.UNMATCHED,
            "stuck link p9"),
        new Waits(
            "a dead command",
            s -> approved(s).dies(CommandKind.WRITE_FIELDS, "no access"),
            Waiting.WaitReason.DEAD_COMMAND,
            "stuck retry"),
        new Waits(
            "a proof that was deleted",
            s -> gone(inReview(s)),
            Waiting.WaitReason.STUCK,
            "review start"),
        new Waits(
            "a command without an answer for its time",
            s -> approved(s).whenDue(),
            Waiting.WaitReason.UNANSWERED,
            "proofline health"));
  }

  record Waits(
      String name, UnaryOperator<ReviewDriver> given, Waiting.WaitReason kind, String nextStep) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waiting")
  void a_review_that_waits_for_a_person_has_a_next_step(Waits waits) {
    var waiting = waits.given().apply(new ReviewDriver(RULES)).standing().waiting();

    assertThat(waiting).isNotNull();
    assertThat(waiting.kind()).isEqualTo(waits.kind());
    assertThat(waiting.nextStep()).contains(waits.nextStep());
  }

  private static ReviewDriver inReview(ReviewDriver reviewDriver) {
    return reviewDriver.lies(List.of(AUTUMN)).isSelectedByHook().proofIsMade("p1").fieldsStand();
  }

  private static ReviewDriver approved(ReviewDriver reviewDriver) {
    return decided(inReview(reviewDriver));
  }

  private static ReviewDriver decided(ReviewDriver reviewDriver) {
    return reviewDriver
        .decides("p1", "Desk", "approved")
        .proofReads(proof(stage("Desk", "approved")));
  }

  private static ReviewDriver inTrash(ReviewDriver reviewDriver) {
    return inReview(reviewDriver).isTrashed();
  }

  private static ReviewDriver failedTooOften(ReviewDriver reviewDriver) {
    var begun = inReview(reviewDriver);
    for (int i = 1; i <= 3; i++) {
      failed(begun, "p" + i).whenDue().proofIsMade("p" + (i + 1));
    }
    return failedFor(begun, "p4");
  }

  private static ReviewDriver failedFor(ReviewDriver reviewDriver, String proof) {
    return reviewDriver.hint(proof, "failed").proofReads(ReviewDriver.failedProof());
  }

  private static ReviewDriver failed(ReviewDriver reviewDriver, String proof) {
    return failedFor(reviewDriver, proof)
        .answers(CommandKind.DELETE_PROOF, new Fact.Result.Nothing());
  }

  private static ReviewDriver gone(ReviewDriver reviewDriver) {
    return reviewDriver.hint("p1", "deleted").proofReads(ReviewDriver.goneProof());
  }

  private static ReviewScenario row(
      String name, UnaryOperator<ReviewDriver> given, ReviewState reviewState, String... asks) {
    return new ReviewScenario(name, RULES, given, List.of(asks), reviewState);
  }
}
