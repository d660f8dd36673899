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
  void steps_are_played_in_order() {
    assertThat(play(false, good)).isEqualTo(new JourneyResults(1, 0));
    assertThat(journeyFixture.output.subList(0, 2)).containsExactly("did one", "did two");
    assertThat(lines()).contains("S1  good").contains("done");
  }

  @Test
  void a_failed_step_is_reported_with_its_journey_its_number_and_the_awaited_and_last_seen_state() {
    play(false, broken);
    assertThat(lines())
        .contains("S4  broken")
        .contains("FAILED")
        .contains(
            "at step 2, \"a miracle happens\": awaited a miracle for 0 s; seen last: only rain")
        .doesNotContain("did three");
  }

  @Test
  void a_failed_claimed_journey_makes_the_exit_code_1_and_the_others_are_played() {
    var journeyResults = play(false, broken, good);
    assertThat(journeyResults).isEqualTo(new JourneyResults(2, 1));
    assertThat(journeyResults.exitCode()).isEqualTo(1);
    assertThat(journeyResults.summary())
        .isEqualTo("1 of the 2 journeys that are claimed to work failed.");
    assertThat(lines()).contains("did two");
  }

  @Test
  void an_unclaimed_journey_is_listed_with_its_first_missing_step_and_not_played() {
    var journeyResults = play(false, good, unfinished);
    assertThat(journeyResults).isEqualTo(new JourneyResults(1, 0));
    assertThat(journeyResults.exitCode()).isZero();
    assertThat(journeyFixture.output.getLast())
        .startsWith("S7  unfinished")
        .endsWith("step 2 of 2, \"a miracle happens\": nobody works miracles");
    assertThat(journeyFixture.output.stream().filter("did one"::equals)).hasSize(1);
  }

  @Test
  void with_all_an_unclaimed_journey_is_played_and_reported_but_not_counted() {
    var journeyResults = play(true, good, unfinished);
    assertThat(journeyResults).isEqualTo(new JourneyResults(1, 0));
    assertThat(journeyFixture.output.getLast())
        .startsWith("S7  unfinished")
        .contains("not yet", "1 of 2 steps", "at step 2, \"a miracle happens\": awaited a miracle")
        .doesNotContain("further");
  }

  @Test
  void a_failure_before_the_mark_is_reported_as_such() {
    play(
        true,
        journey(
            "S2", "early", timingOut("rain stops"), notYet("sun"), journeyFixture.passing("one")));
    assertThat(journeyFixture.output.getLast()).contains("0 of 2 steps", "should have got further");
  }

  @Test
  void an_unclaimed_journey_that_passes_may_be_claimed() {
    var journeyResults =
        play(
            true,
            journey("S8", "ripe", notYet("nothing, in truth"), journeyFixture.passing("one")));
    assertThat(journeyResults).isEqualTo(new JourneyResults(0, 0));
    assertThat(journeyFixture.output.getLast()).contains("passes", "may be claimed");
  }

  @Test
  void the_mark_has_the_number_of_the_first_missing_step() {
    assertThat(good.isClaimed()).isTrue();
    assertThat(unfinished.claim()).isEqualTo(new NotYet(2, "nobody works miracles"));
  }

  @Test
  void a_journey_has_at_most_one_mark_and_a_step_follows_it() {
    assertThatThrownBy(() -> journey("S1", "late", journeyFixture.passing("one"), notYet("more")))
        .hasMessage("'late' ends without a step");
    assertThatThrownBy(
            () -> journey("S1", "twice", notYet("a"), notYet("b"), journeyFixture.passing("one")))
        .hasMessage("'twice' has two 'not yet' marks");
  }

  private JourneyResults play(boolean all, Journey... journeys) {
    return journeyCheck.play(List.of(journeys), all);
  }

  private String lines() {
    return journeyFixture.output.stream().collect(Collectors.joining("\n"));
  }
}
