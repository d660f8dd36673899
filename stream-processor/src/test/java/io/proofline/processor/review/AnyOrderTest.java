package io.proofline.processor.review;

import static io.proofline.processor.review.Story.RULES;
import static io.proofline.processor.review.Story.SEND;
import static io.proofline.processor.review.Story.START;
import static io.proofline.processor.review.Story.image;
import static io.proofline.processor.review.Story.proof;
import static io.proofline.processor.review.Story.stage;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * A reviewer changes her mind a few times while everything between Ziflow, the library and us is
 * late, repeated or out of order; what was lost is made up by a reading at the end.
 */
class AnyOrderTest {

  private static final List<String> DECISIONS =
      List.of("approved", "changes_required", "pending", "approved_with_changes");

  @Property(tries = 500)
  void whatever_the_order_the_last_decision_stands_and_one_proof_was_asked(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 12) int steps) {
    var world = new World(random);
    world.tell(new Fact.Seen(world.stamp(), image(START, false, List.of(SEND), List.of(), null)));
    for (int i = 0; i < steps; i++) {
      world.step();
    }
    world.settle();

    assertThat(world.proofsMade).isEqualTo(1);
    assertThat(world.status).isEqualTo(world.expected());
    assertThat(world.writes).isLessThanOrEqualTo(2 * (steps + 2));
  }

  /** A small model of both systems and of the way between them and us. */
  private static final class World {

    private final Random random;
    private final List<Fact> onTheWay = new ArrayList<>();
    private final List<Plan.Order> toDo = new ArrayList<>();
    private Review review = Review.unseen("demo", Story.ASSET);
    private String decision = "pending";
    private String status = "";
    private int proofsMade;
    private int writes;
    private int events;

    World(Random random) {
      this.random = random;
    }

    Fact.Stamp stamp() {
      events++;
      return new Fact.Stamp("e" + events, START.plusSeconds(events));
    }

    void step() {
      switch (random.nextInt(5)) {
        case 0 -> decide();
        case 1 -> deliver();
        case 2 -> work();
        case 3 -> repeat();
        default -> look();
      }
    }

    private void decide() {
      if (proofsMade > 0) {
        decision = DECISIONS.get(random.nextInt(DECISIONS.size()));
        if (random.nextInt(4) > 0) { // a quarter of the webhooks is lost
          onTheWay.add(hint("decision"));
        }
      }
    }

    private Fact hint(String action) {
      return new Fact.Hinted(stamp(), new Fact.Hint("p1", null, action, new Fact.Claim(1, 1)));
    }

    private void deliver() {
      if (!onTheWay.isEmpty()) {
        tell(onTheWay.remove(random.nextInt(onTheWay.size())));
      }
    }

    private void repeat() {
      if (!onTheWay.isEmpty()) {
        tell(onTheWay.get(random.nextInt(onTheWay.size())));
      }
    }

    private void look() {
      onTheWay.add(
          new Fact.Seen(
              stamp(), image(START.plusSeconds(events), false, List.of(SEND), List.of(), status)));
    }

    private void work() {
      if (toDo.isEmpty()) {
        return;
      }
      var order = toDo.remove(random.nextInt(toDo.size()));
      var result =
          switch (order.need()) {
            case Need.CreateProof _ -> made();
            case Need.ReadProof _ -> new Fact.Result.ProofRead(proof(stage("Desk", decision)));
            case Need.ReadAsset _ ->
                new Fact.Result.AssetRead(
                    image(START.plusSeconds(events), false, List.of(SEND), List.of(), status));
            case Need.WriteStatus(var text) -> wrote(text);
          };
      var stamp = stamp();
      onTheWay.add(
          new Fact.Answered(
              stamp,
              new Fact.Answer(
                  order.ask().commandId(), Fact.Ending.DONE, null, stamp.at(), result)));
    }

    private Fact.Result made() {
      proofsMade++;
      onTheWay.add(hint("created"));
      onTheWay.add(hint("processed"));
      return new Fact.Result.ProofMade("p1");
    }

    private Fact.Result wrote(String text) {
      status = text;
      writes++;
      return new Fact.Result.StatusStands(text);
    }

    void tell(Fact fact) {
      var plan = Plan.next(review.apply(fact), RULES);
      review = plan.review();
      toDo.addAll(plan.orders());
    }

    /** All that is under way arrives, and lost webhooks are made up by readings. */
    void settle() {
      for (int i = 0; i < 4; i++) {
        quiet();
        tell(new Fact.Requested(stamp(), Fact.Wish.REREAD));
      }
      quiet();
    }

    private void quiet() {
      while (!onTheWay.isEmpty() || !toDo.isEmpty()) {
        deliver();
        work();
      }
    }

    String expected() {
      return switch (decision) {
        case "approved" -> "Approved";
        case "changes_required", "approved_with_changes" -> "Needs changes";
        default -> "In review";
      };
    }
  }
}
