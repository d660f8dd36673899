package io.proofline.review;

import static io.proofline.review.ReviewDriver.AUTUMN;
import static io.proofline.review.ReviewDriver.SEND;
import static io.proofline.review.ReviewDriver.file;
import static io.proofline.review.ReviewDriver.proof;
import static io.proofline.review.ReviewDriver.rules;
import static io.proofline.review.ReviewDriver.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.policy.Asset;
import io.proofline.policy.ProofState;
import io.proofline.policy.Rules;
import io.proofline.review.ReviewSummary.ReviewState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scenario S2 and versions: new content in the library, and versions uploaded in Ziflow.
 *
 * <p>Longer than 300 lines because it is one table of scenarios.
 */
class ProofVersionsTest {

  private static final String TEXT =
      """
      version: 1
      teams: { owner: [dam@example.com] }
      select: { gallery: Send to review }
      otherwise: { ask: [ { stage: Desk, team: owner } ] }
      proof: { owner: owner }
      write:
        edit_status:
          { in_review: In review, approved: Approved, needs_changes: Needs changes, superseded: Superseded }
        instructions: { approved: "version {version}, {proof_link}" }
      approved: { store: new_asset }
      """;

  private static final Rules RULES = rules(TEXT);
  private static final Rules STORING_NONE = rules(TEXT.replace("new_asset", "none"));

  private static final Rules WRITING_ONCE =
      rules(TEXT.replace("{proof_link}\" }", "{proof_link}\", only_if_empty: true }"));

  private static final String CREATED = "create [Desk] v1 of fig.jpg";
  private static final String APPROVED =
      "write Approved, instructions=version 1, https://proofs.example/q7";

  /** What there is when the picture of what was approved has changed. */
  private static final String[] CHANGED = {
    CREATED,
    "write In review",
    "read p1",
    APPROVED,
    "fingerprint",
    "write In review!",
    "create [Desk] v2 of fig.jpg after p1"
  };

  static Stream<ReviewScenario> scenarios() {
    return Stream.of(
        row(
            "what is approved and is the asset's own file is copied nowhere",
            ProofVersionsTest::approved,
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            APPROVED),
        // uploaded in Ziflow
        row(
            "a version uploaded in Ziflow leaves what is approved until it has a verdict",
            s -> approved(s).isUploadedInZiflow("p2", "p1").proofReads(proof(stage("Desk", null))),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            APPROVED,
            "read p1",
            "read p2"),
        row(
            "what was not approved is in review again with it",
            s -> rejected(s).isUploadedInZiflow("p2", "p1").proofReads(proof(stage("Desk", null))),
            ReviewState.IN_REVIEW,
            CREATED,
            "write In review",
            "read p1",
            "write Needs changes",
            "read p1",
            "read p2",
            "write In review"),
        row(
            "when it is approved, it is filed, and its source is superseded",
            s -> finalApproved(s),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            "write Needs changes",
            "read p1",
            "read p2",
            "write In review",
            "write Superseded",
            "file the final of p2 with edit_status=Approved,"
                + " instructions=version 2, https://proofs.example/q7"),
        row(
            "where the rules store none, the source is superseded all the same",
            STORING_NONE,
            s ->
                rejected(s)
                    .isUploadedInZiflow("p2", "p1")
                    .fieldsStand()
                    .proofReads(proof(stage("Desk", "approved"))),
            ReviewState.SUPERSEDED,
            CREATED,
            "write In review",
            "read p1",
            "write Needs changes",
            "read p1",
            "read p2",
            "write In review",
            "write Superseded"),
        row(
            "decision on version 1 after version 2 changes nothing",
            s -> finalApproved(s).fieldsStand().decides("p1", "Desk", "changes_required"),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            "write Needs changes",
            "read p1",
            "read p2",
            "write In review",
            "write Superseded",
            "file the final of p2 with edit_status=Approved,"
                + " instructions=version 2, https://proofs.example/q7"),
        row(
            "a version that another one follows before it is filed is not filed: it is locked",
            s ->
                rejected(s)
                    .isUploadedInZiflow("p2", "p1")
                    .fieldsStand()
                    .isUploadedInZiflow("p3", "p2")
                    .proofReads("p3", proof(stage("Desk", null)))
                    .proofReads("p2", proof(stage("Desk", "approved"))),
            ReviewState.IN_REVIEW,
            CREATED,
            "write In review",
            "read p1",
            "write Needs changes",
            "read p1",
            "read p2",
            "write In review",
            "read p3",
            "read p2"),
        row(
            "a file that can't be had makes us look for a later version, and waits for nobody then",
            s ->
                finalApproved(s)
                    .fieldsStand()
                    .dies(RequiredCommand.CommandKind.FILE_FINAL, "is the proof locked?")
                    .proofReads(followed(List.of("p3"), "approved"))
                    .fieldsStand()
                    .proofReads("p3", proof(stage("Desk", "approved")))
                    .fieldsStand(),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            "write Needs changes",
            "read p1",
            "read p2",
            "write In review",
            "write Superseded",
            "file the final of p2 with edit_status=Approved,"
                + " instructions=version 2, https://proofs.example/q7",
            "read p2",
            "read p3",
            "write In review",
            "write Superseded",
            "file the final of p3 with edit_status=Approved,"
                + " instructions=version 3, https://proofs.example/q7"),
        row(
            "versions whose events were lost are found in their order",
            s ->
                rejected(s)
                    .later(Duration.ofDays(1))
                    .ticks()
                    .proofReads(followed(List.of("p2", "p3"), "changes_required"))
                    .hint("p2", "p1", "decision", 1, 1),
            ReviewState.IN_REVIEW,
            CREATED,
            "write In review",
            "read p1",
            "write Needs changes",
            "read p1",
            "read p2",
            "read p3",
            "write In review"),
        row(
            "a version whose event was lost is found with the next reading",
            s ->
                rejected(s)
                    .later(Duration.ofDays(1))
                    .ticks()
                    .proofReads(followed(List.of("p2"), "changes_required")),
            ReviewState.IN_REVIEW,
            CREATED,
            "write In review",
            "read p1",
            "write Needs changes",
            "read p1",
            "read p2",
            "write In review"),
        row(
            "a verdict of its own that is taken back brings back no former one",
            s ->
                approved(s)
                    .fieldsStand()
                    .isUploadedInZiflow("p2", "p1")
                    .proofReads(proof(stage("Desk", "changes_required")))
                    .fieldsStand()
                    .decides("p2", "Desk", "pending")
                    .proofReads(proof(stage("Desk", null))),
            ReviewState.IN_REVIEW,
            CREATED,
            "write In review",
            "read p1",
            APPROVED,
            "read p1",
            "read p2",
            "write Needs changes!",
            "read p2",
            "write In review"),
        row(
            "a final is filed once",
            s -> finalApproved(s).fieldsStand().isFiledAs("I0000FINAL000001").fieldsStand().ticks(),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            "write Needs changes",
            "read p1",
            "read p2",
            "write In review",
            "write Superseded",
            "file the final of p2 with edit_status=Approved,"
                + " instructions=version 2, https://proofs.example/q7",
            "write I0000FINAL000001 Approved, instructions=version 2, https://proofs.example/q7"),
        // new content in the library
        row(
            "caption edit makes no version",
            s ->
                approved(s)
                    .fieldsStand()
                    .librarySees(a -> moved(a, 2))
                    .fingerprints(file("b2", "p1")),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            APPROVED,
            "fingerprint"),
        row(
            "new content withdraws until it is approved, and gets a proof of the next version",
            s ->
                approved(s)
                    .fieldsStand()
                    .librarySees(a -> moved(a, 2))
                    .fingerprints(file("b2", "p2")),
            ReviewState.OPENING,
            CREATED,
            "write In review",
            "read p1",
            APPROVED,
            "fingerprint",
            "write In review!",
            "create [Desk] v2 of fig.jpg after p1"),
        row(
            "the second version is approved by itself",
            s ->
                approved(s)
                    .fieldsStand()
                    .librarySees(a -> moved(a, 2))
                    .fingerprints(file("b2", "p2"))
                    .fieldsStand()
                    .proofIsMade("p2", file("b2", "p2"))
                    .decides("p2", "Desk", "approved")
                    .proofReads(proof(stage("Desk", "approved"))),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            APPROVED,
            "fingerprint",
            "write In review!",
            "create [Desk] v2 of fig.jpg after p1",
            "read p1",
            "read p2",
            "write Approved, instructions=version 2, https://proofs.example/q7"),
        row(
            "our own status write is not taken for new content",
            s -> approved(s).fieldsStand().librarySees(a -> moved(a, s.now(), 1000L)),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            APPROVED),
        row(
            "each caption edit is looked at",
            s ->
                approved(s)
                    .fieldsStand()
                    .librarySees(a -> moved(a, 2))
                    .fingerprints(file("b2", "p1"))
                    .librarySees(a -> moved(a, 3))
                    .fingerprints(file("b3", "p1")),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            APPROVED,
            "fingerprint",
            "fingerprint"),
        row(
            "until new content has its proof, the one before is followed",
            s -> changed(s).decides("p1", "Desk", "pending"),
            ReviewState.OPENING,
            plus(CHANGED, "read p1")),
        row(
            "and then no longer: Ziflow has locked it",
            s ->
                changed(s)
                    .proofIsMade("p2", file("b2", "p2"))
                    .proofReads(proof(stage("Desk", "approved")))
                    .decides("p1", "Desk", "pending"),
            ReviewState.IN_REVIEW,
            plus(CHANGED, "read p1")),
        row(
            "new content of what was deleted in Ziflow begins a proof by itself",
            s ->
                approved(s)
                    .fieldsStand()
                    .hint("p1", "deleted")
                    .proofReads(ReviewDriver.goneProof())
                    .librarySees(a -> moved(a, 2))
                    .fingerprints(file("b2", "p2"))
                    .fieldsStand()
                    .proofIsMade("p2", file("b2", "p2")),
            ReviewState.IN_REVIEW,
            CREATED,
            "write In review",
            "read p1",
            APPROVED,
            "read p1",
            "fingerprint",
            "write In review!",
            "create [Desk] v2 of fig.jpg"),
        row(
            "an upload while the proof of new content is being made is the later version",
            s ->
                changed(s)
                    .isUploadedInZiflow("p9", "p1")
                    .proofIsMade("p2", file("b2", "p2"))
                    .proofReads(proof(stage("Desk", "approved")))
                    .fieldsStand(),
            ReviewState.APPROVED,
            plus(
                CHANGED,
                "read p1",
                "read p9",
                "write Superseded",
                "file the final of p9 with edit_status=Approved,"
                    + " instructions=version 3, https://proofs.example/q7")),
        row(
            "what an event told as somebody's upload, and our own call made, is ours",
            s ->
                changed(s)
                    .isUploadedInZiflow("p2", "p1")
                    .proofIsMade("p2", file("b2", "p2"))
                    .decides("p2", "Desk", "approved")
                    .proofReads(proof(stage("Desk", "approved"))),
            ReviewState.APPROVED,
            plus(
                CHANGED,
                "read p1",
                "read p2",
                "write Approved, instructions=version 2, https://proofs.example/q7")),
        row(
            "an event that names another version before it waits for the answer",
            s -> changed(s).hint("p2", "p0", "created", 2, 1),
            ReviewState.OPENING,
            CHANGED),
        row(
            "a text that is for empty fields alone is written once",
            WRITING_ONCE,
            s ->
                changed(s)
                    .proofIsMade("p2", file("b2", "p2"))
                    .decides("p2", "Desk", "approved")
                    .proofReads(proof(stage("Desk", "approved"))),
            ReviewState.APPROVED,
            plus(CHANGED, "read p1", "read p2", "write Approved")),
        row(
            "an event of our own second version is ours, not somebody's upload",
            s ->
                approved(s)
                    .fieldsStand()
                    .librarySees(a -> moved(a, 2))
                    .fingerprints(file("b2", "p2"))
                    .fieldsStand()
                    .hint("p2", "p1", "created", 2, 1),
            ReviewState.IN_REVIEW,
            CREATED,
            "write In review",
            "read p1",
            APPROVED,
            "fingerprint",
            "write In review!",
            "create [Desk] v2 of fig.jpg after p1",
            "read p1"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void goes(ReviewScenario reviewScenario) {
    reviewScenario.holds();
  }

  @Test
  void a_final_that_is_taken_back_is_marked_so_and_its_source_stays_superseded() {
    var reviewDriver =
        finalApproved(new ReviewDriver(RULES))
            .fieldsStand()
            .isFiledAs("I0000FINAL000001")
            .fieldsStand()
            .decides("p2", "Desk", "pending")
            .proofReads(proof(stage("Desk", null)));

    assertThat(CommandTexts.of(reviewDriver.commands()).getLast())
        .isEqualTo("write I0000FINAL000001 In review!");
    assertThat(reviewDriver.review().library().asset().status()).isEqualTo("Superseded");
  }

  @Test
  void each_upload_is_a_further_version() {
    var reviewDriver =
        rejected(new ReviewDriver(RULES))
            .isUploadedInZiflow("p2", "p1")
            .isUploadedInZiflow("p3", "p2");

    assertThat(reviewDriver.review().proofs().all())
        .extracting(p -> p.id() + " v" + p.version())
        .containsExactly("p1 v1", "p2 v2", "p3 v3");
  }

  @Test
  void a_final_is_added_to_the_galleries_of_its_source_except_selecting_ones() {
    var reviewDriver =
        new ReviewDriver(RULES)
            .lies(List.of(SEND))
            .proofIsMade("p1")
            .fieldsStand()
            .isUploadedInZiflow("p2", "p1")
            .proofReads(proof(stage("Desk", "approved")))
            .fieldsStand();

    assertThat(reviewDriver.commands())
        .filteredOn(RequiredCommand.FileFinal.class::isInstance)
        .extracting(n -> ((RequiredCommand.FileFinal) n).leaveOut())
        .containsExactly(List.of(SEND.id()));
  }

  @Test
  void proofs_of_unpublished_assets_are_not_read_after_a_month() {
    var reviewDriver = approved(new ReviewDriver(RULES)).fieldsStand();
    assertThat(reviewDriver.dueAt())
        .isEqualTo(reviewDriver.now().minusSeconds(2).plus(Duration.ofDays(1)));

    reviewDriver.later(Duration.ofDays(31)).ticks().proofReads(proof(stage("Desk", "approved")));
    assertThat(reviewDriver.dueAt()).isNull();
  }

  @Test
  void that_an_older_version_is_well_does_not_make_a_failing_one_try_for_ever() {
    var reviewDriver =
        approved(new ReviewDriver(RULES))
            .fieldsStand()
            .librarySees(a -> moved(a, 2))
            .fingerprints(file("b2", "p2"))
            .fieldsStand();
    for (int i = 2; i <= 5; i++) {
      var proof = "p" + i;
      reviewDriver
          .proofIsMade(proof)
          .proofReads("p1", proof(stage("Desk", "approved")))
          .hint(proof, "failed")
          .proofReads(proof, ReviewDriver.failedProof());
      if (i < 5) {
        reviewDriver
            .answers(RequiredCommand.CommandKind.DELETE_PROOF, new Fact.Result.Nothing())
            .whenDue();
      }
    }

    assertThat(reviewDriver.standing().state()).isEqualTo(ReviewState.STUCK);
  }

  @Test
  void which_bytes_are_judged_is_on_record() {
    assertThat(approved(new ReviewDriver(RULES)).happened())
        .filteredOn(h -> h.kind() == AuditEvent.EventKind.PROOF_OPENED)
        .extracting(h -> h.details().get("sha256"))
        .containsExactly("b1");
  }

  private static ReviewDriver inReview(ReviewDriver reviewDriver) {
    return reviewDriver
        .seen(
            moved(
                ReviewDriver.image(ReviewDriver.START, false, List.of(AUTUMN), List.of(), null), 1))
        .isSelectedByHook()
        .proofIsMade("p1", file("b1", "p1"))
        .fieldsStand();
  }

  private static ReviewDriver approved(ReviewDriver reviewDriver) {
    return inReview(reviewDriver)
        .decides("p1", "Desk", "approved")
        .proofReads(proof(stage("Desk", "approved")));
  }

  private static ReviewDriver changed(ReviewDriver reviewDriver) {
    return approved(reviewDriver)
        .fieldsStand()
        .librarySees(a -> moved(a, 2))
        .fingerprints(file("b2", "p2"))
        .fieldsStand();
  }

  /** A decided proof that later versions follow. */
  private static ProofState followed(List<String> later, String decision) {
    return new ProofState(false, "completed", false, null, later, List.of(stage("Desk", decision)));
  }

  private static ReviewDriver rejected(ReviewDriver reviewDriver) {
    return inReview(reviewDriver)
        .decides("p1", "Desk", "changes_required")
        .proofReads(proof(stage("Desk", "changes_required")))
        .fieldsStand();
  }

  private static ReviewDriver finalApproved(ReviewDriver reviewDriver) {
    return rejected(reviewDriver)
        .isUploadedInZiflow("p2", "p1")
        .fieldsStand()
        .proofReads(proof(stage("Desk", "approved")))
        .fieldsStand();
  }

  private static Asset moved(Asset asset, int times) {
    return moved(asset, ReviewDriver.START.plus(Duration.ofDays(times)), 1000L);
  }

  private static Asset moved(Asset asset, Instant modifiedAt, long size) {
    return ReviewDriver.with(
        asset,
        new Asset.Details(
            Asset.Presence.THERE, Map.of(), null, null, modifiedAt, size, 800, 600, null));
  }

  private static String[] plus(String[] before, String... more) {
    return Stream.concat(Stream.of(before), Stream.of(more)).toArray(String[]::new);
  }

  private static ReviewScenario row(
      String name, UnaryOperator<ReviewDriver> given, ReviewState reviewState, String... asks) {
    return row(name, RULES, given, reviewState, asks);
  }

  private static ReviewScenario row(
      String name,
      Rules rules,
      UnaryOperator<ReviewDriver> given,
      ReviewState reviewState,
      String... asks) {
    return new ReviewScenario(name, rules, given, List.of(asks), reviewState);
  }
}
