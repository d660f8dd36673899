package io.proofline.processor.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.processor.review.Standing.State;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A row of a table: what happens, everything that is asked for in its order, and where it ends.
 * What is asked and takes out of use ends with an exclamation mark.
 */
record Scenario(
    String name, Rules rules, UnaryOperator<Story> given, List<String> asks, State state) {

  void holds() {
    var story = given.apply(new Story(rules));

    assertThat(Told.of(story.asked())).isEqualTo(asks);
    assertThat(story.standing().state()).isEqualTo(state);
  }

  @Override
  public String toString() {
    return name;
  }
}
