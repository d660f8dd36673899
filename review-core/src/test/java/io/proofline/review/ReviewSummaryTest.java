package io.proofline.review;

import static io.proofline.review.ReviewDriver.AUTUMN;
import static io.proofline.review.ReviewDriver.proof;
import static io.proofline.review.ReviewDriver.rules;
import static io.proofline.review.ReviewDriver.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.policy.Asset;
import io.proofline.policy.ProofState;
import io.proofline.policy.Rules;
import io.proofline.review.RequiredCommand.CommandKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks the summary of a review for people: its state, the reason, and the part that waits for a
 * person.
 *
 * <p>Longer than 300 lines because it is one table of scenarios.
 */
class ReviewSummaryTest {

  private static final Rules RULES =
      rules(
          """
          version: 1
          teams: { owner: [dam@example.com] }
          select: { gallery: Send to review }
          settle: 10m
          limits: { proofs_per_hour: 2 }
          reviews:
            - { name: Products, when: { keyword: product }, ask: [ { stage: Desk, team: owner } ] }
            - { name: Trial, mode: watch, when: { keyword: trial }, ask: [ { stage: Desk, team: owner } ] }
          otherwise: { ask: [ { stage: Desk, team: owner } ] }
          proof: { owner: owner, folder: "{collection}" }
          approved: { store: new_asset, publish: [ { to: "Kit/{credit}" } ] }
          """);

  private static final Asset.Gallery HILLS = new Asset.Gallery("G0000HILLS000000", "Spring/Hills");

  /**
   * A scenario and the summary at its end.
   *
   * @param waiting null for nothing
   */
  record Row(
      String name, UnaryOperator<ReviewDriver> given, String summary, @Nullable String waiting) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        // selection and rules
        row(
            "the asset is not under review",
            s -> s.libraryShows(List.of(AUTUMN)),
            "NOT_PICKED: nobody selected it, and no rule matches it"),
        row(
            "the asset was in the library before the rule",
            s -> s.baseline(List.of(AUTUMN), "product"),
            "NOT_PICKED: it was in the library before the rule 'Products' matched it"),
        row(
            "the asset is a copy of a final",
            s -> s.assetSeen(marked()),
            "NOT_PICKED: it has the marker of a final that Proofline stored"),
        row(
            "the quiet period is running",
            s -> s.libraryShows(List.of(AUTUMN), "product"),
            "SETTLING: a rule matches; its review starts at 2026-05-04T08:10:01Z unless it is"
                + " edited before"),
        row(
            "the rule only watches",
            s -> s.libraryShows(List.of(AUTUMN), "trial").requestsSelection(),
            "WATCHED: the rule 'Trial' only watches"),
        row(
            "the asset is being read",
            ReviewDriver::requestsSelection,
            "SELECTED: the asset is being read from the library"),
        row(
            "the library does not have the asset",
            s -> s.requestsSelection().endsDead(CommandKind.READ_ASSET, "404"),
            "STUCK: the asset could not be read from the library: 404",
            "STUCK: the asset could not be read from the library: 404"),
        row(
            "the worker reports the cause and the next step",
            s ->
                s.requestsSelection()
                    .endsDead(CommandKind.READ_ASSET, "no access", "Give the key access.", 5),
            "STUCK: the asset could not be read from the library after 5 attempts: no access",
            "STUCK: the asset could not be read from the library after 5 attempts: no access"),
        row(
            "an asset is held for hours, and only its go-ahead is missing",
            s ->
                s.libraryShows(List.of(AUTUMN), "product")
                    .nextTimerFires()
                    .proofPermit(false)
                    .later(Duration.ofHours(3))
                    .timerFires(),
            "HELD: the hourly limit of proofs is reached",
            "HELD: the hourly limit of proofs is reached"),
        row(
            "an open proof permit is not reported as unanswered",
            s ->
                s.libraryShows(List.of(AUTUMN), "product")
                    .nextTimerFires()
                    .later(Duration.ofHours(3))
                    .timerFires(),
            "OPENING"),
        // the proof
        row(
            "the proof is being created",
            s -> s.libraryShows(List.of(AUTUMN)).requestsSelection(),
            "OPENING"),
        row(
            "the proof's folder can't be created",
            s ->
                s.libraryShows(List.of(HILLS))
                    .requestsSelection()
                    .endsDead(CommandKind.ENSURE_CONTAINER, "no access"),
            "STUCK: its proof could not be created: no access",
            "STUCK: its proof could not be created: no access"),
        row(
            "the proof failed in Ziflow",
            s -> failed(inReview(s), "p1"),
            "OPENING: Ziflow could not make a proof of the file; Proofline tries again"),
        row(
            "a failed proof is created again after a pause",
            s -> failed(inReview(s), "p1").proofDeleted(),
            "OPENING: Ziflow could not make the proof; next attempt at 2026-05-04T08:01:06Z"),
        row(
            "the proof failed too often",
            ReviewSummaryTest::failedTooOften,
            "STUCK: Ziflow could not make a proof of the file, 4 times",
            "STUCK: Ziflow could not make a proof of the file, 4 times"),
        row("the asset is in review", ReviewSummaryTest::inReview, "IN_REVIEW"),
        row(
            "the asset is still in review without events",
            s -> inReview(s).later(Duration.ofMinutes(5)).timerFires(),
            "IN_REVIEW"),
        row(
            "the proof is archived",
            s ->
                inReview(s)
                    .ziflowEvent("p1", "updated")
                    .proofRead(
                        new ProofState(false, "in_progress", true, null, List.of(), List.of())),
            "IN_REVIEW: its proof is archived in Ziflow"),
        row(
            "a person paused the review",
            s -> inReview(s).requests(Fact.RequestKind.PAUSE),
            "PAUSED: a person paused the review; in review"),
        // the end of the review
        row(
            "the asset is approved but not published",
            ReviewSummaryTest::approved,
            "APPROVED: 'Kit/{credit}' has placeholders without a value"),
        row(
            "the final is stored",
            s ->
                inReview(s)
                    .versionUploadedInZiflow("p2", "p1")
                    .proofRead(proof(stage("Desk", "approved")))
                    .finalFiled("I0000FINAL000001"),
            "APPROVED: stored as asset I0000FINAL000001"),
        row(
            "problems of publications are shown for approved assets only",
            s ->
                inReview(s)
                    .decides("p1", "Desk", "changes_required")
                    .proofRead(proof(stage("Desk", "changes_required"))),
            "NEEDS_CHANGES"),
        row(
            "the asset is in the trash",
            s -> inReview(s).assetTrashed(),
            "TRASHED: the asset is in the library's trash"),
        // unmatched proofs
        row(
            "an unmatched proof does not wait before it is read",
            s -> inReview(s).ziflowEvent("p9", null, "decision", 1, 7),
            "IN_REVIEW"),
        row(
            "an unmatched proof that is gone does not wait",
            s ->
                inReview(s)
                    .ziflowEvent("p9", null, "decision", 1, 7)
                    .proofRead(ReviewDriver.goneProof()),
            "IN_REVIEW"),
        row(
            "an unmatched proof that exists waits for a person",
            s ->
                inReview(s)
                    .ziflowEvent("p9", null, "decision", 1, 7)
                    .proofRead(proof(stage("Desk", null))),
            "IN_REVIEW",
            "UNMATCHED: proof p9 has the marker of this asset, but Proofline did not create it"),
        // workers
        row(
            "a command has no outcome for an hour",
            s ->
                s.libraryShows(List.of(AUTUMN))
                    .requestsSelection()
                    .later(Duration.ofHours(1))
                    .timerFires(),
            "OPENING",
            "UNANSWERED: the command 'create proof' has no outcome yet"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void the_summary_is(Row row) {
    var reviewSummary = row.given().apply(new ReviewDriver(RULES)).summary();

    assertThat(line(reviewSummary.state(), reviewSummary.reason())).isEqualTo(row.summary());
    var waiting = reviewSummary.waiting();
    assertThat(waiting == null ? null : line(waiting.kind(), waiting.reason()))
        .isEqualTo(row.waiting());
  }

  /**
   * A dead command, the next step of its worker, and the next step in the summary with the
   * command's id as ID.
   */
  static Stream<Arguments> deadCommands() {
    var retryOrDiscard = "proofline stuck retry ID, or: proofline stuck discard ID";
    var orSelect = "proofline stuck retry ID, or select the asset again";
    var retry = "proofline stuck retry ID";
    return Stream.of(
        Arguments.of(CommandKind.READ_PROOF, null, retryOrDiscard),
        Arguments.of(CommandKind.READ_PROOF, "Unlock it.", "Unlock it. Then: " + retryOrDiscard),
        Arguments.of(CommandKind.READ_ASSET, null, "Check the asset's id, then: " + retry),
        Arguments.of(CommandKind.READ_ASSET, "Unlock it.", "Unlock it. Then: " + retry),
        Arguments.of(CommandKind.CREATE_PROOF, null, orSelect),
        Arguments.of(CommandKind.CREATE_PROOF, "Unlock it.", "Unlock it. Then: " + orSelect));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("deadCommands")
  void the_next_step_of_the_worker_comes_before_the_commands(
      CommandKind kind, @Nullable String ofWorker, String nextStep) {
    var open = withOpen(kind, new ReviewDriver(RULES));
    var driver =
        ofWorker == null ? open.endsDead(kind, "no") : open.endsDead(kind, "no", ofWorker, 1);

    var dead = driver.review().commands().all().stream().filter(IssuedCommand::dead).findFirst();
    var waiting = driver.summary().waiting();
    assertThat(waiting).isNotNull();
    assertThat(waiting.nextStep())
        .isEqualTo(nextStep.replace("ID", dead.orElseThrow().commandId()));
  }

  private static ReviewDriver withOpen(CommandKind kind, ReviewDriver reviewDriver) {
    return switch (kind) {
      case READ_ASSET -> reviewDriver.requestsSelection();
      case CREATE_PROOF -> reviewDriver.libraryShows(List.of(AUTUMN)).requestsSelection();
      default -> inReview(reviewDriver).decides("p1", "Desk", "approved");
    };
  }

  private static String line(Enum<?> value, @Nullable String reason) {
    return reason == null ? value.name() : value + ": " + reason;
  }

  private static Row row(String name, UnaryOperator<ReviewDriver> given, String summary) {
    return new Row(name, given, summary, null);
  }

  private static Row row(
      String name, UnaryOperator<ReviewDriver> given, String summary, String waiting) {
    return new Row(name, given, summary, waiting);
  }

  private static ReviewDriver inReview(ReviewDriver reviewDriver) {
    return reviewDriver.libraryShows(List.of(AUTUMN)).requestsSelection().proofCreated("p1");
  }

  private static ReviewDriver approved(ReviewDriver reviewDriver) {
    return inReview(reviewDriver)
        .decides("p1", "Desk", "approved")
        .proofRead(proof(stage("Desk", "approved")));
  }

  private static ReviewDriver failed(ReviewDriver reviewDriver, String proof) {
    return reviewDriver.ziflowEvent(proof, "failed").proofRead(ReviewDriver.failedProof());
  }

  private static ReviewDriver failedTooOften(ReviewDriver reviewDriver) {
    var begun = inReview(reviewDriver);
    for (int i = 1; i <= 3; i++) {
      failed(begun, "p" + i).proofDeleted().later(Duration.ofHours(1)).timerFires();
      begun.proofCreated("p" + (i + 1));
    }
    return failed(begun, "p4");
  }

  private static Asset marked() {
    var details =
        new Asset.Details(
            Asset.Presence.THERE, Map.of(), null, null, null, null, null, null, "pl:marker");
    return ReviewDriver.with(
        ReviewDriver.image(ReviewDriver.START, false, List.of(AUTUMN), List.of("product"), null),
        details);
  }
}
