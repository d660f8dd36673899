package io.proofline.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Checks that the review reaches the required state and creates no proof twice, with events in any
 * order, repeated, late or lost, and after any crash of a worker.
 */
class EventOrderPropertyTest {

  @Property(tries = 3_000)
  void the_final_state_is_the_desired_one(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 60) int steps) {
    var systemModel = new SystemModel(random);
    systemModel.select();
    systemModel.readAsset();
    for (int i = 0; i < steps; i++) {
      systemModel.step();
    }
    systemModel.deliverAll();

    assertThat(systemModel.violations).isEmpty();
    assertThat(systemModel.statuses.getOrDefault(ReviewDriver.ASSET, ""))
        .isEqualTo(expectedStatus(systemModel));
    assertThat(systemModel.isPublished(ReviewDriver.ASSET))
        .isEqualTo(isExpectedToBePublished(systemModel));
    assertThat(systemModel.review.commands().all()).noneMatch(IssuedCommand::dead);
    assertThat(systemModel.commands()).isLessThanOrEqualTo(10 * (steps + 40));
  }

  @Property(tries = 1_000)
  void each_decision_is_recorded_once_and_the_last_one_always(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 60) int steps) {
    var systemModel = new SystemModel(random);
    systemModel.select();
    systemModel.readAsset();
    for (int i = 0; i < steps; i++) {
      systemModel.step();
    }
    systemModel.deliverAll();

    var decisions =
        systemModel.auditTrail.stream()
            .filter(h -> h.kind() == AuditEvent.EventKind.DECISION)
            .toList();
    // a revocation has no time if only a read reports it
    assertThat(decisions)
        .filteredOn(h -> h.occurredAt() != null)
        .extracting(h -> words(h) + h.occurredAt())
        .doesNotHaveDuplicates();
    // the same decision twice within seconds is recorded once: the times of an event and of a read
    // differ slightly
    assertThat(systemModel.delivered)
        .allSatisfy(one ->
            assertThat(decisions)
                .anyMatch(h ->
                    words(h).equals(one.words())
                        && (h.occurredAt() == null || isNear(h.occurredAt(), one.at()))));
    for (var proof : systemModel.proofs) {
      proof.decisions.forEach((stage, decision) -> {
        if (!decision.equals("pending") && systemModel.review.proofs().of(proof.id).isPresent()) {
          assertThat(decisions)
              .anySatisfy(h -> {
                assertThat(h.details()).containsEntry("proof", proof.id);
                assertThat(h.details()).containsEntry("stage", "id-" + stage);
                assertThat(h.after()).isEqualTo(decision);
              });
        }
      });
    }
  }

  private static String words(AuditEvent decision) {
    return decision.details().get("proof") + decision.details().get("stage") + decision.after();
  }

  private static boolean isNear(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(Duration.ofSeconds(5)) <= 0;
  }

  @Property(tries = 300)
  void the_same_facts_give_the_same_review_and_the_same_commands(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 60) int steps) {
    var systemModel = new SystemModel(random);
    systemModel.select();
    for (int i = 0; i < steps; i++) {
      systemModel.step();
    }

    var review = Review.unseen("demo", ReviewDriver.ASSET);
    for (var fact : List.copyOf(systemModel.facts)) {
      var reviewPlan = ReviewPlan.next(review.apply(fact), SystemModel.RULES);
      review =
          reviewPlan
              .review()
              .with(AuditEvents.between(review, fact, reviewPlan, SystemModel.RULES).position());
    }

    assertThat(review).isEqualTo(systemModel.review);
  }

  private static String expectedStatus(SystemModel systemModel) {
    boolean superseded =
        systemModel.review.placements().files().size() > 1 && !isNewest(systemModel)
            || systemModel.hasApprovedUpload();
    if (superseded) {
      return "Superseded";
    }
    if (systemModel.isWithdrawn()) {
      return "Withdrawn";
    }
    return switch (systemModel.verdict()) {
      case OPEN -> systemModel.proofs.isEmpty() ? "" : "In review";
      case APPROVED -> "Approved";
      case NEEDS_CHANGES, REJECTED -> "Needs changes";
      case NOBODY_DECIDED -> "Nobody decided";
    };
  }

  /** Whether the library has a newer picture than the newest final. */
  private static boolean isNewest(SystemModel systemModel) {
    int own = systemModel.review.library().file().version();
    return systemModel.review.proofs().all().stream()
        .filter(p -> systemModel.review.placements().finalOf(p.id()).isPresent())
        .allMatch(p -> p.version() < own);
  }

  private static boolean isExpectedToBePublished(SystemModel systemModel) {
    return expectedStatus(systemModel).equals("Approved");
  }
}
