package io.proofline.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.journeys.Journey.Claim.NotYet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JourneyCatalogTest {

  @Test
  void every_scenario_has_a_journey() {
    var all = IntStream.rangeClosed(1, 8).mapToObj(number -> "S" + number).toList();
    assertThat(JourneyCatalog.ALL.stream().map(Journey::scenario).distinct().sorted().toList())
        .isEqualTo(all);
  }

  @Test
  void names_of_journeys_are_unique() {
    assertThat(JourneyCatalog.ALL).extracting(Journey::name).doesNotHaveDuplicates();
  }

  @Test
  void all_eight_scenarios_are_claimed() {
    assertThat(JourneyCatalog.notYet(JourneyCatalog.ALL)).isEmpty();
    assertThat(JourneyCatalog.claimed(JourneyCatalog.ALL))
        .extracting(Journey::scenario)
        .contains("S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8");
  }

  @Test
  void a_journey_is_claimed_or_not_yet_and_never_both() {
    assertThat(JourneyCatalog.notYet(JourneyCatalog.ALL))
        .doesNotContainAnyElementsOf(JourneyCatalog.claimed(JourneyCatalog.ALL));
    assertThat(
            JourneyCatalog.notYet(JourneyCatalog.ALL).size()
                + JourneyCatalog.claimed(JourneyCatalog.ALL).size())
        .isEqualTo(JourneyCatalog.ALL.size());
  }

  @Test
  void an_unclaimed_journey_names_the_missing_part_and_its_step() {
    assertThat(JourneyCatalog.notYet(JourneyCatalog.ALL))
        .allSatisfy(journey -> {
          var mark = (NotYet) journey.claim();
          assertThat(mark.missing()).isNotBlank();
          assertThat(mark.from()).isBetween(2, journey.steps().size());
        });
  }

  @Test
  void every_step_describes_its_expected_view() {
    assertThat(JourneyCatalog.ALL)
        .flatExtracting(Journey::steps)
        .allSatisfy(step -> assertThat(step.look()).isNotBlank());
  }
}
