package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.Journey.journey;
import static io.proofline.standalone.journey.Stage.inVain;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTest {

  private final Stage stage = new Stage();
  private final Story story =
      new Story(stage.world, () -> stage.told.add("(rest)"), stage.told::add);

  @Test
  void each_step_says_what_happens_does_it_says_where_to_look_and_rests() {
    assertThat(story.tell(List.of(journey("S1", "short", stage.done("one")))))
        .isEqualTo(new Result(1, 0));
    assertThat(stage.told.stream().map(String::strip).toList())
        .containsExactly(
            "── 1 of 1: S1, short ──",
            "1/1  One",
            "did one",
            "look at  http://pages.example/photoshelter",
            "and see  that it was one",
            "(rest)");
  }

  @Test
  void a_step_that_fails_ends_its_journey_and_not_the_story() {
    var broken = journey("S4", "broken", inVain("a miracle happens"), stage.done("never"));
    var result = story.tell(List.of(broken, journey("S1", "next", stage.done("one"))));
    assertThat(result).isEqualTo(new Result(2, 1));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(stage.told)
        .contains(
            "  FAILED at step 1, \"a miracle happens\": awaited a miracle for 0 s;"
                + " seen last: only rain",
            "did one")
        .doesNotContain("did never");
  }

  @Test
  void by_hand_each_rest_takes_one_enter_and_none_when_there_are_no_more() {
    var keys = new BufferedReader(new StringReader("\nleft over\n"));
    var told = new ArrayList<String>();
    var pace = Pace.onEnter(keys, "goes on", told::add);
    pace.rest();
    assertThat(keys.lines().toList()).containsExactly("left over");
    pace.rest();
    assertThat(told).hasSize(2).allMatch(line -> line.strip().equals("Enter goes on"));
  }
}
