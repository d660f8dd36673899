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

/** The summary of a review for people: its state, the reason, and the part that waits for them. */
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
   * A story and what is told at its end.
   *
   * @param waits null for nothing
   */
  record Row(
      String name, UnaryOperator<ReviewDriver> given, String stands, @Nullable String waits) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        // picking
        row(
            "nobody wants it",
            s -> s.lies(List.of(AUTUMN)),
            "NOT_PICKED: nobody selected it, and no rule matches it"),
        row(
            "it was there first",
            s -> s.baseline(List.of(AUTUMN), "product"),
            "NOT_PICKED: it was in the library before the rule 'Products' matched it"),
        row(
            "it is one of ours",
            s -> s.seen(marked()),
            "NOT_PICKED: it has the marker of a final that Proofline stored"),
        row(
            "it settles",
            s -> s.lies(List.of(AUTUMN), "product"),
            "SETTLING: a rule matches; its review starts at 2026-05-04T08:10:01Z unless it is"
                + " edited before"),
        row(
            "a rule watches",
            s -> s.lies(List.of(AUTUMN), "trial").isSelectedByHook(),
            "WATCHED: the rule 'Trial' only watches"),
        row(
            "it is being looked at",
            ReviewDriver::isSelectedByHook,
            "SELECTED: the asset is being read from the library"),
        row(
            "the library does not know it",
            s -> s.isSelectedByHook().dies(CommandKind.READ_ASSET, "404"),
            "STUCK: the asset could not be read from the library: 404",
            "STUCK: the asset could not be read from the library: 404"),
        row(
            "the worker knows the cause and what to do",
            s ->
                s.isSelectedByHook()
                    .dies(CommandKind.READ_ASSET, "no access", "Give the key access.", 5),
            "STUCK: the asset could not be read from the library after 5 attempts: no access",
            "STUCK: the asset could not be read from the library after 5 attempts: no access"),
        row(
            "it is held for hours, and that is no fault of a worker",
            s ->
                s.lies(List.of(AUTUMN), "product")
                    .whenDue()
                    .turn(false)
                    .later(Duration.ofHours(3))
                    .ticks(),
            "HELD: the hourly limit of proofs is reached",
            "HELD: the hourly limit of proofs is reached"),
        row(
            "nor is a turn that nobody granted yet",
            s -> s.lies(List.of(AUTUMN), "product").whenDue().later(Duration.ofHours(3)).ticks(),
            "OPENING"),
        // its proof
        row("its proof is being made", s -> s.lies(List.of(AUTUMN)).isSelectedByHook(), "OPENING"),
        row(
            "its folder can't be made",
            s ->
                s.lies(List.of(HILLS))
                    .isSelectedByHook()
                    .dies(CommandKind.ENSURE_CONTAINER, "no access"),
            "STUCK: its proof could not be created: no access",
            "STUCK: its proof could not be created: no access"),
        row(
            "its proof failed",
            s -> failed(inReview(s), "p1"),
            "OPENING: Ziflow could not make a proof of the file; Proofline tries again"),
        row(
            "it is made again after a pause",
            s -> failed(inReview(s), "p1").proofIsDeleted(),
            "OPENING: Ziflow could not make the proof; next attempt at 2026-05-04T08:01:06Z"),
        row(
            "it failed too often",
            ReviewSummaryTest::failedTooOften,
            "STUCK: Ziflow could not make a proof of the file, 4 times",
            "STUCK: Ziflow could not make a proof of the file, 4 times"),
        row("it is in review", ReviewSummaryTest::inReview, "IN_REVIEW"),
        row(
            "and so after hours without a word",
            s -> inReview(s).later(Duration.ofMinutes(5)).ticks(),
            "IN_REVIEW"),
        row(
            "its proof is archived",
            s ->
                inReview(s)
                    .hint("p1", "updated")
                    .proofReads(
                        new ProofState(false, "in_progress", true, null, List.of(), List.of())),
            "IN_REVIEW: its proof is archived in Ziflow"),
        row(
            "a person paused it",
            s -> inReview(s).asks(Fact.RequestKind.PAUSE),
            "PAUSED: a person paused the review; in review"),
        // its end
        row(
            "it is approved, and held back",
            ReviewSummaryTest::approved,
            "APPROVED: 'Kit/{credit}' has placeholders without a value"),
        row(
            "its final is filed",
            s ->
                inReview(s)
                    .isUploadedInZiflow("p2", "p1")
                    .proofReads(proof(stage("Desk", "approved")))
                    .isFiledAs("I0000FINAL000001"),
            "APPROVED: stored as asset I0000FINAL000001"),
        row(
            "what is to be published is told of what is approved alone",
            s ->
                inReview(s)
                    .decides("p1", "Desk", "changes_required")
                    .proofReads(proof(stage("Desk", "changes_required"))),
            "NEEDS_CHANGES"),
        row(
            "it lies in the trash",
            s -> inReview(s).isTrashed(),
            "TRASHED: the asset is in the library's trash"),
        // strangers
        row(
            "a stranger waits once it was read",
            s -> inReview(s).hint("p9", null, "decision", 1, 7),
            "IN_REVIEW"),
        row(
            "and not when it is gone",
            s ->
                inReview(s).hint("p9", null, "decision", 1, 7).proofReads(ReviewDriver.goneProof()),
            "IN_REVIEW"),
        row(
            "but while it is there",
            s ->
                inReview(s)
                    .hint("p9", null, "decision", 1, 7)
                    .proofReads(proof(stage("Desk", null))),
            "IN_REVIEW",
            "UNMATCHED: proof p9 has the marker of this asset, but Proofline did not create it"),
        // workers
        row(
            "a command has no answer for an hour",
            s -> s.lies(List.of(AUTUMN)).isSelectedByHook().later(Duration.ofHours(1)).ticks(),
            "OPENING",
            "UNANSWERED: the command 'create proof' has no outcome yet"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void is_told(Row row) {
    var reviewSummary = row.given().apply(new ReviewDriver(RULES)).standing();

    assertThat(told(reviewSummary.state(), reviewSummary.reason())).isEqualTo(row.stands());
    var waiting = reviewSummary.waiting();
    assertThat(waiting == null ? null : told(waiting.kind(), waiting.reason()))
        .isEqualTo(row.waits());
  }

  /** A dead command, and the next step that a person reads, with its id as ID. */
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
    var driver = ofWorker == null ? open.dies(kind, "no") : open.dies(kind, "no", ofWorker, 1);

    var dead = driver.review().commands().all().stream().filter(IssuedCommand::dead).findFirst();
    var waiting = driver.standing().waiting();
    assertThat(waiting).isNotNull();
    assertThat(waiting.nextStep())
        .isEqualTo(nextStep.replace("ID", dead.orElseThrow().commandId()));
  }

  private static ReviewDriver withOpen(CommandKind kind, ReviewDriver reviewDriver) {
    return switch (kind) {
      case READ_ASSET -> reviewDriver.isSelectedByHook();
      case CREATE_PROOF -> reviewDriver.lies(List.of(AUTUMN)).isSelectedByHook();
      default -> inReview(reviewDriver).decides("p1", "Desk", "approved");
    };
  }

  private static String told(Enum<?> what, @Nullable String reason) {
    return reason == null ? what.name() : what + ": " + reason;
  }

  private static Row row(String name, UnaryOperator<ReviewDriver> given, String stands) {
    return new Row(name, given, stands, null);
  }

  private static Row row(
      String name, UnaryOperator<ReviewDriver> given, String stands, String waits) {
    return new Row(name, given, stands, waits);
  }

  private static ReviewDriver inReview(ReviewDriver reviewDriver) {
    return reviewDriver.lies(List.of(AUTUMN)).isSelectedByHook().proofIsMade("p1");
  }

  private static ReviewDriver approved(ReviewDriver reviewDriver) {
    return inReview(reviewDriver)
        .decides("p1", "Desk", "approved")
        .proofReads(proof(stage("Desk", "approved")));
  }

  private static ReviewDriver failed(ReviewDriver reviewDriver, String proof) {
    return reviewDriver.hint(proof, "failed").proofReads(ReviewDriver.failedProof());
  }

  private static ReviewDriver failedTooOften(ReviewDriver reviewDriver) {
    var begun = inReview(reviewDriver);
    for (int i = 1; i <= 3; i++) {
      failed(begun, "p" + i).proofIsDeleted().later(Duration.ofHours(1)).ticks();
      begun.proofIsMade("p" + (i + 1));
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
