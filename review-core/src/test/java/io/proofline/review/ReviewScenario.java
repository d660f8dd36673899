package io.proofline.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.policy.Rules;
import io.proofline.review.ReviewSummary.ReviewState;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A row of a table: what happens, everything that is asked for in its order, and where it ends.
 * What is asked and takes out of use ends with an exclamation mark.
 */
record ReviewScenario(
    String name,
    Rules rules,
    UnaryOperator<ReviewDriver> given,
    List<String> asks,
    ReviewState state) {

  void holds() {
    var reviewDriver = given.apply(new ReviewDriver(rules));

    assertThat(CommandTexts.of(reviewDriver.commands())).isEqualTo(asks);
    assertThat(reviewDriver.standing().state()).isEqualTo(state);
  }

  @Override
  public String toString() {
    return name;
  }
}
