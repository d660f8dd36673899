package io.proofline.journeys;

import static io.proofline.journeys.Journey.journey;
import static io.proofline.journeys.JourneyFixture.timingOut;
import static io.proofline.journeys.JourneyLine.notYet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.journeys.Journey.Claim.NotYet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JourneyCheckTest {

  private final JourneyFixture journeyFixture = new JourneyFixture();
  private final JourneyCheck journeyCheck =
      new JourneyCheck(journeyFixture.world, journeyFixture.output::add);
  private final Journey good =
      journey("S1", "good", journeyFixture.passing("one"), journeyFixture.passing("two"));
  private final Journey broken =
      journey(
          "S4",
          "broken",
          journeyFixture.passing("one"),
          timingOut("a miracle happens"),
          journeyFixture.passing("three"));
  private final Journey unfinished =
      journey(
          "S7",
          "unfinished",
          journeyFixture.passing("one"),
          notYet("nobody works miracles"),
          timingOut("a miracle happens"));

  @Test
  void steps_are_done_in_their_order() {
    assertThat(play(false, good)).isEqualTo(new JourneyResults(1, 0));
    assertThat(journeyFixture.output.subList(0, 2)).containsExactly("did one", "did two");
    assertThat(lines()).contains("S1  good").contains("done");
  }

  @Test
  void a_step_that_fails_is_told_with_journey_number_what_was_awaited_and_seen_last() {
    play(false, broken);
    assertThat(lines())
        .contains("S4  broken")
        .contains("FAILED")
        .contains(
            "at step 2, \"a miracle happens\": awaited a miracle for 0 s; seen last: only rain")
        .doesNotContain("did three");
  }

  @Test
  void one_claimed_journey_that_fails_makes_the_exit_code_one_and_stops_no_other() {
    var journeyResults = play(false, broken, good);
    assertThat(journeyResults).isEqualTo(new JourneyResults(2, 1));
    assertThat(journeyResults.exitCode()).isEqualTo(1);
    assertThat(journeyResults.summary())
        .isEqualTo("1 of the 2 journeys that are claimed to work failed.");
    assertThat(lines()).contains("did two");
  }

  @Test
  void what_is_not_yet_is_listed_with_its_first_step_and_its_reason_and_not_played() {
    var journeyResults = play(false, good, unfinished);
    assertThat(journeyResults).isEqualTo(new JourneyResults(1, 0));
    assertThat(journeyResults.exitCode()).isZero();
    assertThat(journeyFixture.output.getLast())
        .startsWith("S7  unfinished")
        .endsWith("step 2 of 2, \"a miracle happens\": nobody works miracles");
    assertThat(journeyFixture.output.stream().filter("did one"::equals)).hasSize(1);
  }

  @Test
  void with_all_it_is_played_too_and_tells_how_far_it_came_without_being_counted() {
    var journeyResults = play(true, good, unfinished);
    assertThat(journeyResults).isEqualTo(new JourneyResults(1, 0));
    assertThat(journeyFixture.output.getLast())
        .startsWith("S7  unfinished")
        .contains("not yet", "1 of 2 steps", "at step 2, \"a miracle happens\": awaited a miracle")
        .doesNotContain("further");
  }

  @Test
  void one_that_breaks_before_its_mark_is_told_apart() {
    play(
        true,
        journey(
            "S2", "early", timingOut("rain stops"), notYet("sun"), journeyFixture.passing("one")));
    assertThat(journeyFixture.output.getLast())
        .contains("0 of 2 steps", "should have come further");
  }

  @Test
  void one_that_goes_through_may_be_claimed() {
    var journeyResults =
        play(
            true,
            journey("S8", "ripe", notYet("nothing, in truth"), journeyFixture.passing("one")));
    assertThat(journeyResults).isEqualTo(new JourneyResults(0, 0));
    assertThat(journeyFixture.output.getLast()).contains("passes", "may be claimed");
  }

  @Test
  void the_mark_says_from_which_step_on() {
    assertThat(good.isClaimed()).isTrue();
    assertThat(unfinished.claim()).isEqualTo(new NotYet(2, "nobody works miracles"));
  }

  @Test
  void a_mark_stands_once_and_in_front_of_a_step() {
    assertThatThrownBy(() -> journey("S1", "late", journeyFixture.passing("one"), notYet("more")))
        .hasMessage("'late' ends without a step");
    assertThatThrownBy(
            () -> journey("S1", "twice", notYet("a"), notYet("b"), journeyFixture.passing("one")))
        .hasMessage("'twice' says 'not yet' twice");
  }

  private JourneyResults play(boolean all, Journey... journeys) {
    return journeyCheck.play(List.of(journeys), all);
  }

  private String lines() {
    return journeyFixture.output.stream().collect(Collectors.joining("\n"));
  }
}
