package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.Journey.journey;
import static io.proofline.standalone.journey.Line.notYet;
import static io.proofline.standalone.journey.Stage.inVain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.standalone.journey.Journey.Claim.NotYet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CheckTest {

  private final Stage stage = new Stage();
  private final Check check = new Check(stage.world, stage.told::add);
  private final Journey good = journey("S1", "good", stage.done("one"), stage.done("two"));
  private final Journey broken =
      journey("S4", "broken", stage.done("one"), inVain("a miracle happens"), stage.done("three"));
  private final Journey unfinished =
      journey(
          "S7",
          "unfinished",
          stage.done("one"),
          notYet("nobody works miracles"),
          inVain("a miracle happens"));

  @Test
  void steps_are_done_in_their_order() {
    assertThat(play(false, good)).isEqualTo(new Result(1, 0));
    assertThat(stage.told.subList(0, 2)).containsExactly("did one", "did two");
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
    var result = play(false, broken, good);
    assertThat(result).isEqualTo(new Result(2, 1));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.told()).isEqualTo("1 of the 2 journeys that are claimed to work failed.");
    assertThat(lines()).contains("did two");
  }

  @Test
  void what_is_not_yet_is_listed_with_its_first_step_and_its_reason_and_not_played() {
    var result = play(false, good, unfinished);
    assertThat(result).isEqualTo(new Result(1, 0));
    assertThat(result.exitCode()).isZero();
    assertThat(stage.told.getLast())
        .startsWith("S7  unfinished")
        .endsWith("step 2 of 2, \"a miracle happens\": nobody works miracles");
    assertThat(stage.told.stream().filter("did one"::equals)).hasSize(1);
  }

  @Test
  void with_all_it_is_played_too_and_tells_how_far_it_came_without_being_counted() {
    var result = play(true, good, unfinished);
    assertThat(result).isEqualTo(new Result(1, 0));
    assertThat(stage.told.getLast())
        .startsWith("S7  unfinished")
        .contains("not yet", "1 of 2 steps", "at step 2, \"a miracle happens\": awaited a miracle")
        .doesNotContain("further");
  }

  @Test
  void one_that_breaks_before_its_mark_is_told_apart() {
    play(true, journey("S2", "early", inVain("rain stops"), notYet("sun"), stage.done("one")));
    assertThat(stage.told.getLast()).contains("0 of 2 steps", "should have come further");
  }

  @Test
  void one_that_goes_through_may_be_claimed() {
    var result = play(true, journey("S8", "ripe", notYet("nothing, in truth"), stage.done("one")));
    assertThat(result).isEqualTo(new Result(0, 0));
    assertThat(stage.told.getLast()).contains("passes", "may be claimed");
  }

  @Test
  void the_mark_says_from_which_step_on() {
    assertThat(good.isClaimed()).isTrue();
    assertThat(unfinished.claim()).isEqualTo(new NotYet(2, "nobody works miracles"));
  }

  @Test
  void a_mark_stands_once_and_in_front_of_a_step() {
    assertThatThrownBy(() -> journey("S1", "late", stage.done("one"), notYet("more")))
        .hasMessage("'late' ends without a step");
    assertThatThrownBy(() -> journey("S1", "twice", notYet("a"), notYet("b"), stage.done("one")))
        .hasMessage("'twice' says 'not yet' twice");
  }

  private Result play(boolean all, Journey... journeys) {
    return check.play(List.of(journeys), all);
  }

  private String lines() {
    return stage.told.stream().collect(Collectors.joining("\n"));
  }
}
