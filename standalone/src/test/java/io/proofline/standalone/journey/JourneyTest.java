package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.Journey.journey;
import static io.proofline.standalone.journey.Line.Step.step;
import static io.proofline.standalone.journey.Stage.inVain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.standalone.journey.Journey.Audience;
import io.proofline.standalone.journey.Line.Step;
import org.junit.jupiter.api.Test;

class JourneyTest {

  private final Stage stage = new Stage();

  @Test
  void what_it_disturbed_is_undone_at_its_end_the_last_first() {
    play(disturbs("one"), disturbs("two"), stage.done("three"));
    assertThat(stage.told).containsExactly("did three", "undid two", "undid one");
  }

  @Test
  void also_when_a_step_does_not_go_through() {
    play(disturbs("one"), inVain("a miracle happens"), disturbs("two"));
    assertThat(stage.told).containsExactly("undid one");
  }

  @Test
  void and_when_one_breaks() {
    var broken =
        step(
            "breaks",
            Page.LIBRARY,
            "nothing",
            _ -> {
              throw new IllegalStateException("broken");
            });
    assertThatThrownBy(() -> play(disturbs("one"), broken)).hasMessage("broken");
    assertThat(stage.told).containsExactly("undid one");
  }

  private void play(Line... lines) {
    journey("S1", "disturbed", lines).play(new Scene(stage.world), Audience.NOBODY);
  }

  private Step disturbs(String what) {
    return step(
        "disturbs " + what,
        Page.FAULTS,
        "it",
        scene -> scene.undoAtEnd(() -> stage.told.add("undid " + what)));
  }
}
