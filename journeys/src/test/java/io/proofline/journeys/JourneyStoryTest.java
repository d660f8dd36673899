package io.proofline.journeys;

import static io.proofline.journeys.Journey.journey;
import static io.proofline.journeys.JourneyFixture.timingOut;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JourneyStoryTest {

  private final JourneyFixture journeyFixture = new JourneyFixture();
  private final JourneyStory journeyStory =
      new JourneyStory(
          journeyFixture.world,
          () -> journeyFixture.output.add("(rest)"),
          journeyFixture.output::add);

  @Test
  void each_step_is_announced_played_and_followed_by_its_page_and_a_pause() {
    assertThat(journeyStory.play(List.of(journey("S1", "short", journeyFixture.passing("one")))))
        .isEqualTo(new JourneyResults(1, 0));
    assertThat(journeyFixture.output.stream().map(String::strip).toList())
        .containsExactly(
            "── 1 of 1: S1, short ──",
            "1/1  One",
            "did one",
            "look at  http://pages.example/photoshelter",
            "and see  that it was one",
            "(rest)");
  }

  @Test
  void a_failed_step_ends_its_journey_and_the_story_continues() {
    var broken =
        journey("S4", "broken", timingOut("a miracle happens"), journeyFixture.passing("never"));
    var journeyResults =
        journeyStory.play(List.of(broken, journey("S1", "next", journeyFixture.passing("one"))));
    assertThat(journeyResults).isEqualTo(new JourneyResults(2, 1));
    assertThat(journeyResults.exitCode()).isEqualTo(1);
    assertThat(journeyFixture.output)
        .contains(
            "  FAILED at step 1, \"a miracle happens\": awaited a miracle for 0 s;"
                + " seen last: only rain",
            "did one")
        .doesNotContain("did never");
  }

  @Test
  void each_pause_reads_one_line_and_does_not_wait_at_the_end_of_the_input() {
    var keys = new BufferedReader(new StringReader("\nleft over\n"));
    var printed = new ArrayList<String>();
    var storyPace = StoryPace.onEnter(keys, "goes on", printed::add);
    storyPace.pause();
    assertThat(keys.lines().toList()).containsExactly("left over");
    storyPace.pause();
    assertThat(printed).hasSize(2).allMatch(line -> line.strip().equals("Enter goes on"));
  }
}
