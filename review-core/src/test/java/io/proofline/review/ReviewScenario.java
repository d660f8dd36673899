package io.proofline.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.policy.Rules;
import io.proofline.review.ReviewSummary.ReviewState;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A row of a scenario table: the facts, all commands in order, and the final state. Texts of
 * commands that withdraw end with an exclamation mark.
 */
record ReviewScenario(
    String name,
    Rules rules,
    UnaryOperator<ReviewDriver> given,
    List<String> commands,
    ReviewState state) {

  void verify() {
    var reviewDriver = given.apply(new ReviewDriver(rules));

    assertThat(CommandTexts.of(reviewDriver.commands())).isEqualTo(commands);
    assertThat(reviewDriver.summary().state()).isEqualTo(state);
  }

  @Override
  public String toString() {
    return name;
  }
}
