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
 * Checks requests by operators, failed and deleted proofs, and unmatched proofs.
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
            "a cancelled review deletes its proof and clears the status",
            s -> inReview(s).requests(RequestKind.CANCEL),
            ReviewState.CANCELLED,
            CREATED,
            "write In review",
            "write ",
            "delete p1"),
        row(
            "a decided review keeps its proof when it is cancelled",
            s -> approved(s).requests(RequestKind.CANCEL),
            ReviewState.CANCELLED,
            CREATED,
            "write In review",
            "read p1",
            "write Approved"),
        row(
            "a restarted review gets a new proof in a further round",
            s ->
                inReview(s)
                    .requests(RequestKind.CANCEL)
                    .fieldsWritten()
                    .ends(CommandKind.DELETE_PROOF, new Fact.Result.Nothing())
                    .requests(RequestKind.START),
            ReviewState.OPENING,
            CREATED,
            "write In review",
            "write ",
            "delete p1",
            CREATED),
        row(
            "a paused review creates no proof",
            s -> s.libraryShows(List.of(AUTUMN)).requests(RequestKind.PAUSE).requestsSelection(),
            ReviewState.PAUSED),
        row(
            "a resumed review creates its proof",
            s ->
                s.libraryShows(List.of(AUTUMN))
                    .requests(RequestKind.PAUSE)
                    .requestsSelection()
                    .requests(RequestKind.RESUME),
            ReviewState.OPENING,
            CREATED),
        row(
            "an asset that is not under review can be withdrawn",
            s -> s.libraryShows(List.of(AUTUMN)).requests(RequestKind.WITHDRAW),
            ReviewState.WITHDRAWN,
            "write Withdrawn!"),
        row(
            "a dead command is issued again after a retry by a person",
            s ->
                s.libraryShows(List.of(AUTUMN))
                    .requestsSelection()
                    .endsDead(CommandKind.CREATE_PROOF, "no access")
                    .requestsFor(RequestKind.RETRY, CommandKind.CREATE_PROOF),
            ReviewState.OPENING,
            CREATED,
            CREATED),
        row(
            "a discarded command is not issued again",
            s ->
                approved(s)
                    .endsDead(CommandKind.WRITE_FIELDS, "no access")
                    .requestsFor(RequestKind.DISCARD, CommandKind.WRITE_FIELDS)
                    .requestsReread(),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            "write Approved",
            "read p1"),
        row(
            "a watching rule creates no proof, but a withdrawal is written",
            s ->
                s.libraryShows(List.of(AUTUMN), "trial")
                    .requestsSelection()
                    .requests(RequestKind.WITHDRAW),
            ReviewState.WITHDRAWN,
            "write Withdrawn!"),
        row(
            "a cleared status is empty and is not cleared again",
            s ->
                inReview(s)
                    .requests(RequestKind.CANCEL)
                    .fieldsWritten()
                    .proofDeleted()
                    .libraryChanges(a ->
                        ReviewDriver.image(a.readAt(), false, List.of(AUTUMN), List.of(), null)),
            ReviewState.CANCELLED,
            CREATED,
            "write In review",
            "write ",
            "delete p1"),
        row(
            "a withdrawal does not wait for an unanswered write of another status",
            s ->
                approved(s)
                    .fieldsWritten()
                    .decides("p1", "Desk", "pending")
                    .proofRead(proof(stage("Desk", null)))
                    .requests(RequestKind.WITHDRAW)
                    .timerFires(),
            ReviewState.WITHDRAWN,
            CREATED,
            "write In review",
            "read p1",
            "write Approved",
            "read p1",
            "write In review!",
            "write Withdrawn!"),
        row(
            "a snapshot during a write of the status counts once the write is answered",
            s ->
                approved(s)
                    .libraryChanges(a ->
                        ReviewDriver.image(
                            a.readAt(), false, List.of(AUTUMN), List.of(), "Approved"))
                    .decides("p1", "Desk", "pending")
                    .proofRead(proof(stage("Desk", null)))
                    .statusWritten("Approved"),
            ReviewState.IN_REVIEW,
            CREATED,
            "write In review",
            "read p1",
            "write Approved",
            "read p1",
            "write In review!"),
        row(
            "a trashed asset is not changed",
            s -> decided(inTrash(s)),
            ReviewState.TRASHED,
            CREATED,
            "write In review",
            "read p1"),
        row(
            "a restored asset gets its status",
            s -> decided(inTrash(s)).assetRestored(),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            "write Approved"),
        row(
            "a discarded command can be retried",
            s ->
                approved(s)
                    .endsDead(CommandKind.WRITE_FIELDS, "no access")
                    .requestsFor(RequestKind.DISCARD, CommandKind.WRITE_FIELDS)
                    .requestsFor(RequestKind.RETRY, CommandKind.WRITE_FIELDS),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            "write Approved",
            "write Approved"),
        row(
            "a command that is done can't be retried",
            s -> approved(s).requestsFor(RequestKind.RETRY, CommandKind.READ_PROOF),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            "write Approved"),
        // failed and deleted proofs
        row(
            "a failed proof is not created again before its pause is over",
            s -> failed(inReview(s), "p1").timerFires(),
            ReviewState.OPENING,
            CREATED,
            "write In review",
            "read p1",
            "delete p1"),
        row(
            "a failed proof is deleted and created again after a pause",
            s -> failed(inReview(s), "p1").nextTimerFires(),
            ReviewState.OPENING,
            CREATED,
            "write In review",
            "read p1",
            "delete p1",
            CREATED),
        row(
            "the proof after a failed one is reviewed",
            s ->
                failed(inReview(s), "p1")
                    .nextTimerFires()
                    .proofCreated("p2")
                    .ziflowEvent("p2", "processed")
                    .proofRead(proof(stage("Desk", null))),
            ReviewState.IN_REVIEW,
            CREATED,
            "write In review",
            "read p1",
            "delete p1",
            CREATED,
            "read p2"),
        row(
            "after the third failure the review waits for a person",
            OperatorOverridesTest::failedTooOften,
            ReviewState.STUCK,
            FAILED_TOO_OFTEN),
        row(
            "a review that failed too often can be restarted",
            s -> failedTooOften(s).requests(RequestKind.START),
            ReviewState.OPENING,
            Stream.concat(Stream.of(FAILED_TOO_OFTEN), Stream.of(CREATED)).toArray(String[]::new)),
        row(
            "an open proof that was deleted in Ziflow is not created again automatically",
            s -> gone(inReview(s)).later(Duration.ofDays(2)).timerFires(),
            ReviewState.STUCK,
            CREATED,
            "write In review",
            "read p1"),
        row(
            "a restored proof is reviewed further",
            s ->
                gone(inReview(s))
                    .ziflowEvent("p1", "restored")
                    .proofRead(proof(stage("Desk", "approved"))),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            "read p1",
            "write Approved"),
        row(
            "a person restarts a review whose proof was deleted",
            s -> gone(inReview(s)).requests(RequestKind.START),
            ReviewState.OPENING,
            CREATED,
            "write In review",
            "read p1",
            CREATED),
        row(
            "the verdict of a decided proof stays after its deletion",
            s -> gone(approved(s).fieldsWritten()),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            "write Approved",
            "read p1"),
        row(
            "an archived proof is not changed",
            s ->
                inReview(s)
                    .ziflowEvent("p1", "updated")
                    .proofRead(
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
            "a proof with our marker that no command created is read once",
            s ->
                inReview(s)
                    .ziflowEvent("p9", null, "decision", 1, 7)
                    .ziflowEvent("p9", null, "status", 1, 7),
            ReviewState.IN_REVIEW,
            CREATED,
            "write In review",
            "read p9"),
        row(
            "an unmatched proof that a person links is read and counts",
            s ->
                s.libraryShows(List.of(AUTUMN))
                    .ziflowEvent("p9", null, "decision", 1, 7)
                    .proofRead(proof(stage("Desk", "approved")))
                    .requests(RequestKind.LINK, "p9")
                    .proofRead(proof(stage("Desk", "approved"))),
            ReviewState.APPROVED,
            "read p9",
            "read p9",
            "write In review"),
        row(
            "linking a bound proof changes nothing",
            s ->
                inReview(s)
                    .requests(RequestKind.LINK, "p1")
                    .requests(RequestKind.LINK)
                    .requests(RequestKind.RELEASE),
            ReviewState.IN_REVIEW,
            CREATED,
            "write In review"),
        row(
            "a released proof is ignored",
            s ->
                inReview(s)
                    .ziflowEvent("p9", null, "decision", 1, 7)
                    .proofRead(proof(stage("Desk", "approved")))
                    .requests(RequestKind.RELEASE, "p9")
                    .ziflowEvent("p9", null, "decision", 1, 7),
            ReviewState.IN_REVIEW,
            CREATED,
            "write In review",
            "read p9"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void scenario_issues_its_commands(ReviewScenario reviewScenario) {
    reviewScenario.verify();
  }

  @Test
  void a_retry_has_the_same_command_id_and_a_new_round_another() {
    var retried =
        new ReviewDriver(RULES)
            .libraryShows(List.of(AUTUMN))
            .requestsSelection()
            .endsDead(CommandKind.CREATE_PROOF, "no access")
            .requestsFor(RequestKind.RETRY, CommandKind.CREATE_PROOF)
            .plannedCommands();

    assertThat(retried).extracting(o -> o.issued().round()).containsExactly(1, 1);
    assertThat(retried).extracting(o -> o.issued().attempt()).containsExactly(1, 2);
    assertThat(retried.get(1).issued().commandId()).isEqualTo(retried.get(0).issued().commandId());

    var restarted =
        failed(inReview(new ReviewDriver(RULES)), "p1").nextTimerFires().plannedCommands();
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
  void a_proof_that_is_still_uploading_does_not_reset_the_failures() {
    var reviewDriver =
        failed(inReview(new ReviewDriver(RULES)), "p1").nextTimerFires().proofCreated("p2");
    reviewDriver
        .ziflowEvent("p2", "updated")
        .proofRead(new ProofState(false, "uploading", false, null, List.of(), List.of()));

    failed(reviewDriver, "p2");

    assertThat(reviewDriver.dueAt()).isEqualTo(reviewDriver.now().plus(Duration.ofMinutes(10)));
  }

  @Test
  void a_proof_that_ziflow_could_make_resets_the_failures() {
    var reviewDriver =
        failed(inReview(new ReviewDriver(RULES)), "p1").nextTimerFires().proofCreated("p2");
    reviewDriver.ziflowEvent("p2", "processed").proofRead(proof(stage("Desk", null)));

    failed(reviewDriver, "p2");

    assertThat(reviewDriver.dueAt()).isEqualTo(reviewDriver.now().plus(Duration.ofMinutes(1)));
  }

  @Test
  void repeated_events_of_one_unmatched_proof_displace_no_other() {
    var reviewDriver = inReview(new ReviewDriver(RULES)).ziflowEvent("p8", null, "decision", 1, 7);
    for (int i = 0; i < 20; i++) {
      reviewDriver.ziflowEvent("p9", null, "decision", 1, 7);
    }

    assertThat(reviewDriver.review().proofs().unmatched())
        .extracting(Proofs.UnmatchedProof::proofId)
        .containsExactly("p8", "p9");
  }

  @Test
  void linked_and_released_proofs_no_longer_wait_for_a_person() {
    var reviewDriver = inReview(new ReviewDriver(RULES));
    for (var id : List.of("p7", "p8", "p9")) {
      reviewDriver.ziflowEvent(id, null, "decision", 1, 7).proofRead(proof(stage("Desk", null)));
    }

    assertThat(reviewDriver.requests(RequestKind.RELEASE, "p7").summary().waiting().reason())
        .contains("p8");
    assertThat(reviewDriver.requests(RequestKind.LINK, "p8").summary().waiting().reason())
        .contains("p9");
    assertThat(reviewDriver.requests(RequestKind.RELEASE, "p9").summary().waiting()).isNull();
  }

  static Stream<Waits> waiting() {
    return Stream.of(
        new Waits(
            "an unmatched proof",
            s ->
                inReview(s)
                    .ziflowEvent("p9", null, "decision", 1, 7)
                    .proofRead(proof(stage("D", null))),
            Waiting.WaitReason.UNMATCHED,
            "stuck link p9"),
        new Waits(
            "a dead command",
            s -> approved(s).endsDead(CommandKind.WRITE_FIELDS, "no access"),
            Waiting.WaitReason.DEAD_COMMAND,
            "stuck retry"),
        new Waits(
            "a deleted proof", s -> gone(inReview(s)), Waiting.WaitReason.STUCK, "review start"),
        new Waits(
            "a command without an outcome for too long",
            s -> approved(s).nextTimerFires(),
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
    var waiting = waits.given().apply(new ReviewDriver(RULES)).summary().waiting();

    assertThat(waiting).isNotNull();
    assertThat(waiting.kind()).isEqualTo(waits.kind());
    assertThat(waiting.nextStep()).contains(waits.nextStep());
  }

  private static ReviewDriver inReview(ReviewDriver reviewDriver) {
    return reviewDriver
        .libraryShows(List.of(AUTUMN))
        .requestsSelection()
        .proofCreated("p1")
        .fieldsWritten();
  }

  private static ReviewDriver approved(ReviewDriver reviewDriver) {
    return decided(inReview(reviewDriver));
  }

  private static ReviewDriver decided(ReviewDriver reviewDriver) {
    return reviewDriver
        .decides("p1", "Desk", "approved")
        .proofRead(proof(stage("Desk", "approved")));
  }

  private static ReviewDriver inTrash(ReviewDriver reviewDriver) {
    return inReview(reviewDriver).assetTrashed();
  }

  private static ReviewDriver failedTooOften(ReviewDriver reviewDriver) {
    var begun = inReview(reviewDriver);
    for (int i = 1; i <= 3; i++) {
      failed(begun, "p" + i).nextTimerFires().proofCreated("p" + (i + 1));
    }
    return failedFor(begun, "p4");
  }

  private static ReviewDriver failedFor(ReviewDriver reviewDriver, String proof) {
    return reviewDriver.ziflowEvent(proof, "failed").proofRead(ReviewDriver.failedProof());
  }

  private static ReviewDriver failed(ReviewDriver reviewDriver, String proof) {
    return failedFor(reviewDriver, proof).ends(CommandKind.DELETE_PROOF, new Fact.Result.Nothing());
  }

  private static ReviewDriver gone(ReviewDriver reviewDriver) {
    return reviewDriver.ziflowEvent("p1", "deleted").proofRead(ReviewDriver.goneProof());
  }

  private static ReviewScenario row(
      String name, UnaryOperator<ReviewDriver> given, ReviewState reviewState, String... commands) {
    return new ReviewScenario(name, RULES, given, List.of(commands), reviewState);
  }
}
