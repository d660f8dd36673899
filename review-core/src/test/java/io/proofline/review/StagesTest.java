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

/** Scenario S6: reviewers, the order of stages, and deadlines. */
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

  /** What there is when the first stage was made on a Monday at eight. */
  private static final String OPENED = "create [Press by 2026-05-05T08:00:01Z] v1 of fig.jpg";

  static Stream<ReviewScenario> scenarios() {
    return Stream.of(
        row(
            "the first stage alone is asked at the start",
            s -> opened(s),
            ReviewState.IN_REVIEW,
            OPENED),
        row(
            "the next one is added when the first is approved",
            s -> decided(s, stage("Press", "approved")),
            ReviewState.IN_REVIEW,
            OPENED,
            "read p1",
            "stages of p1: [Legal by 2026-05-04T12:00:04Z]"),
        row(
            "and not before",
            s -> decided(s, stage("Press", null)),
            ReviewState.IN_REVIEW,
            OPENED,
            "read p1"),
        row(
            "first stage approved before Legal was asked: it is open all the same",
            s ->
                decided(s, stage("Press", "approved"))
                    .stagesStand(proof(stage("Press", "approved"), stage("Legal", null))),
            ReviewState.IN_REVIEW,
            OPENED,
            "read p1",
            "stages of p1: [Legal by 2026-05-04T12:00:04Z]"),
        row(
            "when both approved, it is approved",
            s ->
                decided(s, stage("Press", "approved"))
                    .stagesStand(proof(stage("Press", "approved"), stage("Legal", null)))
                    .hint("p1", "decision")
                    .proofReads(proof(stage("Press", "approved"), stage("Legal", "approved"))),
            ReviewState.APPROVED,
            OPENED,
            "read p1",
            "stages of p1: [Legal by 2026-05-04T12:00:04Z]",
            "read p1"),
        row(
            "when the first asks for changes, nobody waits for the next",
            s -> decided(s, stage("Press", "changes_required")),
            ReviewState.NEEDS_CHANGES,
            OPENED,
            "read p1"),
        row(
            "a stage that Ziflow dropped is not asked for again and again",
            s ->
                decided(s, stage("Press", "approved"))
                    .stagesStand(proof(stage("Press", "approved")))
                    .hint("p1", "status")
                    .proofReads(proof(stage("Press", "approved"))),
            ReviewState.IN_REVIEW,
            OPENED,
            "read p1",
            "stages of p1: [Legal by 2026-05-04T12:00:04Z]",
            "read p1"),
        row(
            "a tag added after opening requires Legal",
            s -> decided(s, stage("Press", null)).lies(List.of(SEND), "alcohol"),
            ReviewState.IN_REVIEW,
            OPENED,
            "read p1",
            "stages of p1: [Health]"),
        row(
            "a required stage is asked at the start when the tag is there",
            s -> s.lies(List.of(SEND), "alcohol"),
            ReviewState.OPENING,
            "create [Press by 2026-05-05T08:00:01Z, Health] v1 of fig.jpg"),
        row(
            "a tag that is taken away again takes nobody off",
            s ->
                decided(s, stage("Press", null))
                    .lies(List.of(SEND), "alcohol")
                    .lies(List.of(SEND))
                    .stagesStand(proof(stage("Press", null), stage("Health", null)))
                    .hint("p1", "decision")
                    .proofReads(proof(stage("Press", "changes_required"), stage("Health", null))),
            ReviewState.IN_REVIEW,
            OPENED,
            "read p1",
            "stages of p1: [Health]",
            "read p1"),
        row(
            "a wrong rule rerouted: the stages of the right one come, the others go",
            s ->
                decided(s, stage("Press", null))
                    .lies(List.of(SEND), "product")
                    .asks(RequestKind.REROUTE),
            ReviewState.IN_REVIEW,
            OPENED,
            "read p1",
            "stages of p1: [Marketing by 2026-05-06T08:00:06Z] without [Press]"),
        row(
            "a stage of both routes stays",
            s ->
                s.lies(List.of(SEND), "alcohol")
                    .proofIsMade("p1")
                    .hint("p1", "decision")
                    .proofReads(proof(stage("Press", null), stage("Health", null)))
                    .lies(List.of(SEND), "alcohol", "product")
                    .asks(RequestKind.REROUTE),
            ReviewState.IN_REVIEW,
            "create [Press by 2026-05-05T08:00:01Z, Health] v1 of fig.jpg",
            "read p1",
            "stages of p1: [Marketing by 2026-05-06T08:00:06Z] without [Press]"),
        row(
            "a route stays as it was fixed when the tags change later",
            s -> decided(s, stage("Press", null)).lies(List.of(SEND), "product"),
            ReviewState.IN_REVIEW,
            OPENED,
            "read p1"));
  }

  private static ReviewDriver opened(ReviewDriver reviewDriver) {
    return reviewDriver.lies(List.of(SEND)).proofIsMade("p1");
  }

  private static ReviewDriver decided(ReviewDriver reviewDriver, ProofState.StageStatus... stages) {
    return opened(reviewDriver).hint("p1", "decision").proofReads(proof(stages));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void goes(ReviewScenario reviewScenario) {
    reviewScenario.holds();
  }

  @Test
  void an_overdue_stage_is_reported_with_its_proof() {
    var reviewDriver = decided(new ReviewDriver(RULES), stage("Press", null));
    while (reviewDriver.now().isBefore(Instant.parse("2026-05-05T08:01:00Z"))) {
      reviewDriver.whenDue();
    }

    assertThat(reviewDriver.standing().state()).isEqualTo(ReviewState.IN_REVIEW);
    assertThat(reviewDriver.standing().waiting())
        .isEqualTo(
            new Waiting(
                Waiting.WaitReason.OVERDUE,
                Instant.parse("2026-05-05T08:00:02Z"),
                "the deadline of stage 'Press' has passed",
                "Remind its reviewers; https://proofs.example/q7"));
  }

  @Test
  void the_time_of_a_later_stage_begins_with_the_decision_before_it() {
    var approvedAt = Instant.parse("2026-05-04T09:00:00Z");
    var reviewDriver =
        decided(
            new ReviewDriver(RULES),
            ReviewDriver.stageAt("Press", "approved", approvedAt),
            stage("Legal", null));

    assertThat(ReviewTimers.overdue(reviewDriver.review(), RULES)).isEmpty();
    assertThat(ReviewTimers.overdue(reviewDriver.later(Duration.ofDays(3)).ticks().review(), RULES))
        .containsExactly(
            new ReviewTimers.OverdueStage("Legal", Instant.parse("2026-05-04T13:00:00Z")));
  }

  @Test
  void a_stage_of_a_proof_that_nobody_could_read_is_late_too_and_one_after_it_is_not() {
    var reviewDriver = opened(new ReviewDriver(RULES));

    assertThat(ReviewTimers.overdue(reviewDriver.later(Duration.ofDays(3)).ticks().review(), RULES))
        .containsExactly(
            new ReviewTimers.OverdueStage("Press", Instant.parse("2026-05-05T08:00:02Z")));
  }

  @Test
  void a_deadline_is_a_reason_to_look_again() {
    var seldom = rules(TEXT + "reread: { open: 3d }\n");

    assertThat(opened(new ReviewDriver(seldom)).dueAt()).isEqualTo("2026-05-05T08:00:02Z");
  }

  private static ReviewScenario row(
      String name, UnaryOperator<ReviewDriver> given, ReviewState reviewState, String... asks) {
    return new ReviewScenario(name, RULES, given, List.of(asks), reviewState);
  }
}
