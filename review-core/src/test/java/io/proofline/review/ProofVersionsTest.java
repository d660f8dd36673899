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
 * Checks versions of proofs: new content in the library, and uploads in Ziflow (scenario S2).
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

  /** The commands until the picture of an approved asset has changed. */
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
            "an approved asset that is its own file is not copied",
            ProofVersionsTest::approved,
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            APPROVED),
        // uploaded in Ziflow
        row(
            "an approval stays until a version uploaded in Ziflow has a verdict",
            s ->
                approved(s)
                    .versionUploadedInZiflow("p2", "p1")
                    .proofRead(proof(stage("Desk", null))),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            APPROVED,
            "read p1",
            "read p2"),
        row(
            "an asset that is not approved is in review again with a version uploaded in Ziflow",
            s ->
                rejected(s)
                    .versionUploadedInZiflow("p2", "p1")
                    .proofRead(proof(stage("Desk", null))),
            ReviewState.IN_REVIEW,
            CREATED,
            "write In review",
            "read p1",
            "write Needs changes",
            "read p1",
            "read p2",
            "write In review"),
        row(
            "an approved upload is stored and its source is superseded",
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
            "the source is superseded even if the rules do not store uploads",
            STORING_NONE,
            s ->
                rejected(s)
                    .versionUploadedInZiflow("p2", "p1")
                    .fieldsWritten()
                    .proofRead(proof(stage("Desk", "approved"))),
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
            "a decision on version 1 after version 2 changes nothing",
            s -> finalApproved(s).fieldsWritten().decides("p1", "Desk", "changes_required"),
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
            "an upload followed by another version before it is stored is locked and not stored",
            s ->
                rejected(s)
                    .versionUploadedInZiflow("p2", "p1")
                    .fieldsWritten()
                    .versionUploadedInZiflow("p3", "p2")
                    .proofRead("p3", proof(stage("Desk", null)))
                    .proofRead("p2", proof(stage("Desk", "approved"))),
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
            "if a final can't be stored, a later version is looked for, and no person has to act",
            s ->
                finalApproved(s)
                    .fieldsWritten()
                    .endsDead(RequiredCommand.CommandKind.FILE_FINAL, "is the proof locked?")
                    .proofRead(followed(List.of("p3"), "approved"))
                    .fieldsWritten()
                    .proofRead("p3", proof(stage("Desk", "approved")))
                    .fieldsWritten(),
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
            "versions whose events were lost are found in order",
            s ->
                rejected(s)
                    .later(Duration.ofDays(1))
                    .timerFires()
                    .proofRead(followed(List.of("p2", "p3"), "changes_required"))
                    .ziflowEvent("p2", "p1", "decision", 1, 1),
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
            "a version whose event was lost is found by the next read",
            s ->
                rejected(s)
                    .later(Duration.ofDays(1))
                    .timerFires()
                    .proofRead(followed(List.of("p2"), "changes_required")),
            ReviewState.IN_REVIEW,
            CREATED,
            "write In review",
            "read p1",
            "write Needs changes",
            "read p1",
            "read p2",
            "write In review"),
        row(
            "a revoked verdict of an upload does not restore the previous approval",
            s ->
                approved(s)
                    .fieldsWritten()
                    .versionUploadedInZiflow("p2", "p1")
                    .proofRead(proof(stage("Desk", "changes_required")))
                    .fieldsWritten()
                    .decides("p2", "Desk", "pending")
                    .proofRead(proof(stage("Desk", null))),
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
            "a final is stored once",
            s ->
                finalApproved(s)
                    .fieldsWritten()
                    .finalFiled("I0000FINAL000001")
                    .fieldsWritten()
                    .timerFires(),
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
            "a caption edit creates no version",
            s ->
                approved(s)
                    .fieldsWritten()
                    .libraryChanges(a -> moved(a, 2))
                    .fingerprintTaken(file("b2", "p1")),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            APPROVED,
            "fingerprint"),
        row(
            "new content ends the approval and gets a proof of the next version",
            s ->
                approved(s)
                    .fieldsWritten()
                    .libraryChanges(a -> moved(a, 2))
                    .fingerprintTaken(file("b2", "p2")),
            ReviewState.OPENING,
            CREATED,
            "write In review",
            "read p1",
            APPROVED,
            "fingerprint",
            "write In review!",
            "create [Desk] v2 of fig.jpg after p1"),
        row(
            "the second version is approved independently",
            s ->
                approved(s)
                    .fieldsWritten()
                    .libraryChanges(a -> moved(a, 2))
                    .fingerprintTaken(file("b2", "p2"))
                    .fieldsWritten()
                    .proofCreated("p2", file("b2", "p2"))
                    .decides("p2", "Desk", "approved")
                    .proofRead(proof(stage("Desk", "approved"))),
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
            "Proofline's own status write is not new content",
            s -> approved(s).fieldsWritten().libraryChanges(a -> moved(a, s.now(), 1000L)),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            APPROVED),
        row(
            "each caption edit requests a fingerprint",
            s ->
                approved(s)
                    .fieldsWritten()
                    .libraryChanges(a -> moved(a, 2))
                    .fingerprintTaken(file("b2", "p1"))
                    .libraryChanges(a -> moved(a, 3))
                    .fingerprintTaken(file("b3", "p1")),
            ReviewState.APPROVED,
            CREATED,
            "write In review",
            "read p1",
            APPROVED,
            "fingerprint",
            "fingerprint"),
        row(
            "until new content has its proof, the previous proof is still read",
            s -> changed(s).decides("p1", "Desk", "pending"),
            ReviewState.OPENING,
            plus(CHANGED, "read p1")),
        row(
            "once new content has its proof, the previous proof is locked and not read",
            s ->
                changed(s)
                    .proofCreated("p2", file("b2", "p2"))
                    .proofRead(proof(stage("Desk", "approved")))
                    .decides("p1", "Desk", "pending"),
            ReviewState.IN_REVIEW,
            plus(CHANGED, "read p1")),
        row(
            "new content gets a proof even if the previous proof was deleted in Ziflow",
            s ->
                approved(s)
                    .fieldsWritten()
                    .ziflowEvent("p1", "deleted")
                    .proofRead(ReviewDriver.goneProof())
                    .libraryChanges(a -> moved(a, 2))
                    .fingerprintTaken(file("b2", "p2"))
                    .fieldsWritten()
                    .proofCreated("p2", file("b2", "p2")),
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
            "an upload during the creation of a proof is the later version",
            s ->
                changed(s)
                    .versionUploadedInZiflow("p9", "p1")
                    .proofCreated("p2", file("b2", "p2"))
                    .proofRead(proof(stage("Desk", "approved")))
                    .fieldsWritten(),
            ReviewState.APPROVED,
            plus(
                CHANGED,
                "read p1",
                "read p9",
                "write Superseded",
                "file the final of p9 with edit_status=Approved,"
                    + " instructions=version 3, https://proofs.example/q7")),
        row(
            "a proof that an event reports as an upload is ours if our command created it",
            s ->
                changed(s)
                    .versionUploadedInZiflow("p2", "p1")
                    .proofCreated("p2", file("b2", "p2"))
                    .decides("p2", "Desk", "approved")
                    .proofRead(proof(stage("Desk", "approved"))),
            ReviewState.APPROVED,
            plus(
                CHANGED,
                "read p1",
                "read p2",
                "write Approved, instructions=version 2, https://proofs.example/q7")),
        row(
            "an event with an unknown previous version waits for the command's outcome",
            s -> changed(s).ziflowEvent("p2", "p0", "created", 2, 1),
            ReviewState.OPENING,
            CHANGED),
        row(
            "a text for empty fields only is written once",
            WRITING_ONCE,
            s ->
                changed(s)
                    .proofCreated("p2", file("b2", "p2"))
                    .decides("p2", "Desk", "approved")
                    .proofRead(proof(stage("Desk", "approved"))),
            ReviewState.APPROVED,
            plus(CHANGED, "read p1", "read p2", "write Approved")),
        row(
            "an event of our own second version is not an upload by a person",
            s ->
                approved(s)
                    .fieldsWritten()
                    .libraryChanges(a -> moved(a, 2))
                    .fingerprintTaken(file("b2", "p2"))
                    .fieldsWritten()
                    .ziflowEvent("p2", "p1", "created", 2, 1),
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
  void scenario_issues_its_commands(ReviewScenario reviewScenario) {
    reviewScenario.verify();
  }

  @Test
  void a_final_whose_approval_is_revoked_loses_its_status_and_its_source_stays_superseded() {
    var reviewDriver =
        finalApproved(new ReviewDriver(RULES))
            .fieldsWritten()
            .finalFiled("I0000FINAL000001")
            .fieldsWritten()
            .decides("p2", "Desk", "pending")
            .proofRead(proof(stage("Desk", null)));

    assertThat(CommandTexts.of(reviewDriver.commands()).getLast())
        .isEqualTo("write I0000FINAL000001 In review!");
    assertThat(reviewDriver.review().library().asset().status()).isEqualTo("Superseded");
  }

  @Test
  void each_upload_is_a_new_version() {
    var reviewDriver =
        rejected(new ReviewDriver(RULES))
            .versionUploadedInZiflow("p2", "p1")
            .versionUploadedInZiflow("p3", "p2");

    assertThat(reviewDriver.review().proofs().all())
        .extracting(p -> p.id() + " v" + p.version())
        .containsExactly("p1 v1", "p2 v2", "p3 v3");
  }

  @Test
  void a_final_is_added_to_the_galleries_of_its_source_except_selecting_ones() {
    var reviewDriver =
        new ReviewDriver(RULES)
            .libraryShows(List.of(SEND))
            .proofCreated("p1")
            .fieldsWritten()
            .versionUploadedInZiflow("p2", "p1")
            .proofRead(proof(stage("Desk", "approved")))
            .fieldsWritten();

    assertThat(reviewDriver.commands())
        .filteredOn(RequiredCommand.FileFinal.class::isInstance)
        .extracting(n -> ((RequiredCommand.FileFinal) n).leaveOut())
        .containsExactly(List.of(SEND.id()));
  }

  @Test
  void proofs_of_unpublished_assets_are_not_read_after_a_month() {
    var reviewDriver = approved(new ReviewDriver(RULES)).fieldsWritten();
    assertThat(reviewDriver.dueAt())
        .isEqualTo(reviewDriver.now().minusSeconds(2).plus(Duration.ofDays(1)));

    reviewDriver
        .later(Duration.ofDays(31))
        .timerFires()
        .proofRead(proof(stage("Desk", "approved")));
    assertThat(reviewDriver.dueAt()).isNull();
  }

  @Test
  void a_good_older_version_does_not_reset_the_failures_of_the_newest() {
    var reviewDriver =
        approved(new ReviewDriver(RULES))
            .fieldsWritten()
            .libraryChanges(a -> moved(a, 2))
            .fingerprintTaken(file("b2", "p2"))
            .fieldsWritten();
    for (int i = 2; i <= 5; i++) {
      var proof = "p" + i;
      reviewDriver
          .proofCreated(proof)
          .proofRead("p1", proof(stage("Desk", "approved")))
          .ziflowEvent(proof, "failed")
          .proofRead(proof, ReviewDriver.failedProof());
      if (i < 5) {
        reviewDriver
            .ends(RequiredCommand.CommandKind.DELETE_PROOF, new Fact.Result.Nothing())
            .nextTimerFires();
      }
    }

    assertThat(reviewDriver.summary().state()).isEqualTo(ReviewState.STUCK);
  }

  @Test
  void the_hash_of_the_reviewed_file_is_recorded() {
    assertThat(approved(new ReviewDriver(RULES)).auditTrail())
        .filteredOn(h -> h.kind() == AuditEvent.EventKind.PROOF_OPENED)
        .extracting(h -> h.details().get("sha256"))
        .containsExactly("b1");
  }

  private static ReviewDriver inReview(ReviewDriver reviewDriver) {
    return reviewDriver
        .assetSeen(
            moved(
                ReviewDriver.image(ReviewDriver.START, false, List.of(AUTUMN), List.of(), null), 1))
        .requestsSelection()
        .proofCreated("p1", file("b1", "p1"))
        .fieldsWritten();
  }

  private static ReviewDriver approved(ReviewDriver reviewDriver) {
    return inReview(reviewDriver)
        .decides("p1", "Desk", "approved")
        .proofRead(proof(stage("Desk", "approved")));
  }

  private static ReviewDriver changed(ReviewDriver reviewDriver) {
    return approved(reviewDriver)
        .fieldsWritten()
        .libraryChanges(a -> moved(a, 2))
        .fingerprintTaken(file("b2", "p2"))
        .fieldsWritten();
  }

  /** A decided proof that later versions follow. */
  private static ProofState followed(List<String> later, String decision) {
    return new ProofState(false, "completed", false, null, later, List.of(stage("Desk", decision)));
  }

  private static ReviewDriver rejected(ReviewDriver reviewDriver) {
    return inReview(reviewDriver)
        .decides("p1", "Desk", "changes_required")
        .proofRead(proof(stage("Desk", "changes_required")))
        .fieldsWritten();
  }

  private static ReviewDriver finalApproved(ReviewDriver reviewDriver) {
    return rejected(reviewDriver)
        .versionUploadedInZiflow("p2", "p1")
        .fieldsWritten()
        .proofRead(proof(stage("Desk", "approved")))
        .fieldsWritten();
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
      String name, UnaryOperator<ReviewDriver> given, ReviewState reviewState, String... commands) {
    return row(name, RULES, given, reviewState, commands);
  }

  private static ReviewScenario row(
      String name,
      Rules rules,
      UnaryOperator<ReviewDriver> given,
      ReviewState reviewState,
      String... commands) {
    return new ReviewScenario(name, rules, given, List.of(commands), reviewState);
  }
}
