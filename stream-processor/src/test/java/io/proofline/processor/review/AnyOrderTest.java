package io.proofline.processor.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever the order, repetition, delay, loss and crashes between the library, Ziflow, the workers
 * and a review: in the end all is as it should be, and on the way nothing was made twice.
 */
class AnyOrderTest {

  @Property(tries = 3_000)
  void in_the_end_all_is_as_it_should_be(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 60) int steps) {
    var world = new World(random);
    world.select();
    world.look();
    for (int i = 0; i < steps; i++) {
      world.step();
    }
    world.settle();

    assertThat(world.complaints).isEmpty();
    assertThat(world.statuses.getOrDefault(Story.ASSET, "")).isEqualTo(expectedStatus(world));
    assertThat(world.isPublished(Story.ASSET)).isEqualTo(isExpectedToBePublished(world));
    assertThat(world.review.asks().all()).noneMatch(Ask::dead);
    assertThat(world.commands()).isLessThanOrEqualTo(10 * (steps + 40));
  }

  @Property(tries = 1_000)
  void each_decision_is_on_record_once_and_the_last_one_always(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 60) int steps) {
    var world = new World(random);
    world.select();
    world.look();
    for (int i = 0; i < steps; i++) {
      world.step();
    }
    world.settle();

    var decisions =
        world.happened.stream().filter(h -> h.kind() == Happening.Kind.DECISION).toList();
    // what was taken back has no time of its own where only a reading tells it
    assertThat(decisions)
        .filteredOn(h -> h.occurredAt() != null)
        .extracting(h -> words(h) + h.occurredAt())
        .doesNotHaveDuplicates();
    // the same decision twice within seconds is one, as an event and a reading tell it not quite
    // alike
    assertThat(world.delivered)
        .allSatisfy(one ->
            assertThat(decisions)
                .anyMatch(h ->
                    words(h).equals(one.words())
                        && (h.occurredAt() == null || isNear(h.occurredAt(), one.at()))));
    for (var proof : world.proofs) {
      proof.decisions.forEach((stage, decision) -> {
        if (!decision.equals("pending") && world.review.proofs().of(proof.id).isPresent()) {
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

  private static String words(Happening decision) {
    return decision.details().get("proof") + decision.details().get("stage") + decision.after();
  }

  private static boolean isNear(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(Duration.ofSeconds(5)) <= 0;
  }

  @Property(tries = 300)
  void the_same_facts_give_the_same_review_and_the_same_commands(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 60) int steps) {
    var world = new World(random);
    world.select();
    for (int i = 0; i < steps; i++) {
      world.step();
    }

    var review = Review.unseen("demo", Story.ASSET);
    for (var fact : List.copyOf(world.folded)) {
      var plan = Plan.next(review.apply(fact), World.RULES);
      review = plan.review().with(Happenings.between(review, fact, plan, World.RULES).trail());
    }

    assertThat(review).isEqualTo(world.review);
  }

  private static String expectedStatus(World world) {
    boolean superseded =
        world.review.shelf().copies().size() > 1 && !isNewest(world) || world.finalStands();
    if (superseded) {
      return "Superseded";
    }
    if (world.isWithdrawn()) {
      return "Withdrawn";
    }
    return switch (world.verdict()) {
      case OPEN -> world.proofs.isEmpty() ? "" : "In review";
      case APPROVED -> "Approved";
      case NEEDS_CHANGES, REJECTED -> "Needs changes";
      case NOBODY_DECIDED -> "Nobody decided";
    };
  }

  /** The library has a newer picture than the newest final. */
  private static boolean isNewest(World world) {
    int own = world.review.library().file().version();
    return world.review.proofs().all().stream()
        .filter(p -> world.review.shelf().finalOf(p.id()).isPresent())
        .allMatch(p -> p.version() < own);
  }

  private static boolean isExpectedToBePublished(World world) {
    return expectedStatus(world).equals("Approved");
  }
}
