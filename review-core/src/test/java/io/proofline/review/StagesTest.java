package io.proofline.review;

import static io.proofline.review.ReviewDriver.SEND;
import static io.proofline.review.ReviewDriver.proof;
import static io.proofline.review.ReviewDriver.rules;
import static io.proofline.review.ReviewDriver.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.policy.ProofState;
import io.proofline.policy.Rules;
import io.proofline.review.Fact.RequestKind;
import io.proofline.review.ReviewSummary.ReviewState;
import io.proofline.review.ReviewSummary.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks stages of a proof: their reviewers, order and deadlines (scenario S6). */
class StagesTest {

  private static final String TEXT =
      """
      version: 1
      calendar: { zone: UTC, days: mon-fri }
      teams: { owner: [dam@example.com], press: [comms@example.com], legal: [legal@example.com] }
      select: { gallery: Send to review }
      reviews:
        - name: Products
          when: { keyword: product }
          ask: [ { stage: Marketing, team: press, due: 2 working days } ]
      otherwise:
        ask:
          - { stage: Press, team: press, due: 1 working day }
          - { stage: Legal, team: legal, after: Press, due: 4 hours }
      require:
        - { when: { keyword: alcohol }, ask: [ { stage: Health, team: legal } ] }
      proof: { owner: owner }
      """;

  private static final Rules RULES = rules(TEXT);

  /** The command that creates the first stage on a Monday at eight. */
  private static final String OPENED = "create [Press by 2026-05-05T08:00:01Z] v1 of fig.jpg";

  static Stream<ReviewScenario> scenarios() {
    return Stream.of(
        row(
            "the proof starts with the first stage only",
            s -> opened(s),
            ReviewState.IN_REVIEW,
            OPENED),
        row(
            "the next stage is added once the first is approved",
            s -> decided(s, stage("Press", "approved")),
            ReviewState.IN_REVIEW,
            OPENED,
            "read p1",
            "stages of p1: [Legal by 2026-05-04T12:00:04Z]"),
        row(
            "the next stage is not added while the first is open",
            s -> decided(s, stage("Press", null)),
            ReviewState.IN_REVIEW,
            OPENED,
            "read p1"),
        row(
            "the review stays open if the first stage is approved before Legal is added",
            s ->
                decided(s, stage("Press", "approved"))
                    .stagesUpdated(proof(stage("Press", "approved"), stage("Legal", null))),
            ReviewState.IN_REVIEW,
            OPENED,
            "read p1",
            "stages of p1: [Legal by 2026-05-04T12:00:04Z]"),
        row(
            "the review is approved once both stages are approved",
            s ->
                decided(s, stage("Press", "approved"))
                    .stagesUpdated(proof(stage("Press", "approved"), stage("Legal", null)))
                    .ziflowEvent("p1", "decision")
                    .proofRead(proof(stage("Press", "approved"), stage("Legal", "approved"))),
            ReviewState.APPROVED,
            OPENED,
            "read p1",
            "stages of p1: [Legal by 2026-05-04T12:00:04Z]",
            "read p1"),
        row(
            "the next stage is not added if the first asks for changes",
            s -> decided(s, stage("Press", "changes_required")),
            ReviewState.NEEDS_CHANGES,
            OPENED,
            "read p1"),
        row(
            "a stage that Ziflow dropped is added once",
            s ->
                decided(s, stage("Press", "approved"))
                    .stagesUpdated(proof(stage("Press", "approved")))
                    .ziflowEvent("p1", "status")
                    .proofRead(proof(stage("Press", "approved"))),
            ReviewState.IN_REVIEW,
            OPENED,
            "read p1",
            "stages of p1: [Legal by 2026-05-04T12:00:04Z]",
            "read p1"),
        row(
            "a keyword after the creation of the proof adds its required stage",
            s -> decided(s, stage("Press", null)).libraryShows(List.of(SEND), "alcohol"),
            ReviewState.IN_REVIEW,
            OPENED,
            "read p1",
            "stages of p1: [Health]"),
        row(
            "a proof starts with the required stage if the tag is already set",
            s -> s.libraryShows(List.of(SEND), "alcohol"),
            ReviewState.OPENING,
            "create [Press by 2026-05-05T08:00:01Z, Health] v1 of fig.jpg"),
        row(
            "a removed tag removes no stage",
            s ->
                decided(s, stage("Press", null))
                    .libraryShows(List.of(SEND), "alcohol")
                    .libraryShows(List.of(SEND))
                    .stagesUpdated(proof(stage("Press", null), stage("Health", null)))
                    .ziflowEvent("p1", "decision")
                    .proofRead(proof(stage("Press", "changes_required"), stage("Health", null))),
            ReviewState.IN_REVIEW,
            OPENED,
            "read p1",
            "stages of p1: [Health]",
            "read p1"),
        row(
            "a reroute adds the stages of the new rule and removes the others",
            s ->
                decided(s, stage("Press", null))
                    .libraryShows(List.of(SEND), "product")
                    .requests(RequestKind.REROUTE),
            ReviewState.IN_REVIEW,
            OPENED,
            "read p1",
            "stages of p1: [Marketing by 2026-05-06T08:00:06Z] without [Press]"),
        row(
            "a reroute keeps a stage of both rules",
            s ->
                s.libraryShows(List.of(SEND), "alcohol")
                    .proofCreated("p1")
                    .ziflowEvent("p1", "decision")
                    .proofRead(proof(stage("Press", null), stage("Health", null)))
                    .libraryShows(List.of(SEND), "alcohol", "product")
                    .requests(RequestKind.REROUTE),
            ReviewState.IN_REVIEW,
            "create [Press by 2026-05-05T08:00:01Z, Health] v1 of fig.jpg",
            "read p1",
            "stages of p1: [Marketing by 2026-05-06T08:00:06Z] without [Press]"),
        row(
            "a route stays fixed if the tags change later",
            s -> decided(s, stage("Press", null)).libraryShows(List.of(SEND), "product"),
            ReviewState.IN_REVIEW,
            OPENED,
            "read p1"));
  }

  private static ReviewDriver opened(ReviewDriver reviewDriver) {
    return reviewDriver.libraryShows(List.of(SEND)).proofCreated("p1");
  }

  private static ReviewDriver decided(ReviewDriver reviewDriver, ProofState.StageStatus... stages) {
    return opened(reviewDriver).ziflowEvent("p1", "decision").proofRead(proof(stages));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void scenario_issues_its_commands(ReviewScenario reviewScenario) {
    reviewScenario.verify();
  }

  @Test
  void an_overdue_stage_is_reported_with_its_proof() {
    var reviewDriver = decided(new ReviewDriver(RULES), stage("Press", null));
    while (reviewDriver.now().isBefore(Instant.parse("2026-05-05T08:01:00Z"))) {
      reviewDriver.nextTimerFires();
    }

    assertThat(reviewDriver.summary().state()).isEqualTo(ReviewState.IN_REVIEW);
    assertThat(reviewDriver.summary().waiting())
        .isEqualTo(
            new Waiting(
                Waiting.WaitReason.OVERDUE,
                Instant.parse("2026-05-05T08:00:02Z"),
                "the deadline of stage 'Press' has passed",
                "Remind its reviewers; https://proofs.example/q7"));
  }

  @Test
  void the_time_limit_of_a_later_stage_starts_with_the_decision_before_it() {
    var approvedAt = Instant.parse("2026-05-04T09:00:00Z");
    var reviewDriver =
        decided(
            new ReviewDriver(RULES),
            ReviewDriver.stageAt("Press", "approved", approvedAt),
            stage("Legal", null));

    assertThat(ReviewTimers.overdue(reviewDriver.review(), RULES)).isEmpty();
    assertThat(
            ReviewTimers.overdue(
                reviewDriver.later(Duration.ofDays(3)).timerFires().review(), RULES))
        .containsExactly(
            new ReviewTimers.OverdueStage("Legal", Instant.parse("2026-05-04T13:00:00Z")));
  }

  @Test
  void a_stage_of_an_unread_proof_can_be_overdue_and_the_stage_after_it_can_not() {
    var reviewDriver = opened(new ReviewDriver(RULES));

    assertThat(
            ReviewTimers.overdue(
                reviewDriver.later(Duration.ofDays(3)).timerFires().review(), RULES))
        .containsExactly(
            new ReviewTimers.OverdueStage("Press", Instant.parse("2026-05-05T08:00:02Z")));
  }

  @Test
  void a_deadline_sets_the_next_timer() {
    var seldom = rules(TEXT + "reread: { open: 3d }\n");

    assertThat(opened(new ReviewDriver(seldom)).dueAt()).isEqualTo("2026-05-05T08:00:02Z");
  }

  private static ReviewScenario row(
      String name, UnaryOperator<ReviewDriver> given, ReviewState reviewState, String... commands) {
    return new ReviewScenario(name, RULES, given, List.of(commands), reviewState);
  }
}
