package io.proofline.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.standalone.journey.Journey.Claim.NotYet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JourneysTest {

  @Test
  void every_scenario_has_a_journey() {
    var all = IntStream.rangeClosed(1, 8).mapToObj(number -> "S" + number).toList();
    assertThat(Journeys.ALL.stream().map(Journey::scenario).distinct().sorted().toList())
        .isEqualTo(all);
  }

  @Test
  void no_two_journeys_have_one_name() {
    assertThat(Journeys.ALL).extracting(Journey::name).doesNotHaveDuplicates();
  }

  @Test
  void all_eight_scenarios_are_claimed() {
    assertThat(Journeys.notYet(Journeys.ALL)).isEmpty();
    assertThat(Journeys.claimed(Journeys.ALL))
        .extracting(Journey::scenario)
        .contains("S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8");
  }

  @Test
  void a_journey_is_claimed_or_not_yet_and_never_both() {
    assertThat(Journeys.notYet(Journeys.ALL))
        .doesNotContainAnyElementsOf(Journeys.claimed(Journeys.ALL));
    assertThat(Journeys.notYet(Journeys.ALL).size() + Journeys.claimed(Journeys.ALL).size())
        .isEqualTo(Journeys.ALL.size());
  }

  @Test
  void what_is_not_yet_says_what_is_missing_and_where() {
    assertThat(Journeys.notYet(Journeys.ALL))
        .allSatisfy(journey -> {
          var mark = (NotYet) journey.claim();
          assertThat(mark.missing()).isNotBlank();
          assertThat(mark.from()).isBetween(2, journey.steps().size());
        });
  }

  @Test
  void every_step_says_what_to_see() {
    assertThat(Journeys.ALL)
        .flatExtracting(Journey::steps)
        .allSatisfy(step -> assertThat(step.look()).isNotBlank());
  }
}
