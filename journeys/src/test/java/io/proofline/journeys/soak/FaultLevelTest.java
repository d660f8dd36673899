package io.proofline.journeys.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultLevelTest {

  @Test
  void level_none_has_no_faults() {
    assertThat(FaultLevel.NONE.drawFaults(7)).isEmpty();
  }

  @Test
  void each_fault_has_its_own_seed_and_equal_seeds_give_equal_faults() {
    var drawn = FaultLevel.LIGHT.drawFaults(7);
    assertThat(drawn)
        .extracting(injectedFault -> injectedFault.body().get("seed"))
        .doesNotHaveDuplicates();
    assertThat(drawn)
        .isEqualTo(FaultLevel.LIGHT.drawFaults(7))
        .isNotEqualTo(FaultLevel.LIGHT.drawFaults(8));
  }

  @Test
  void heavy_has_the_same_faults_as_light_with_a_higher_probability() {
    var light = FaultLevel.LIGHT.drawFaults(7);
    var heavy = FaultLevel.HEAVY.drawFaults(7);
    assertThat(heavy).hasSameSizeAs(light);
    for (int i = 0; i < light.size(); i++) {
      assertThat(heavy.get(i).body().get("kind")).isEqualTo(light.get(i).body().get("kind"));
      assertThat(probability(heavy.get(i)))
          .isGreaterThanOrEqualTo(probability(light.get(i)))
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void a_soak_without_time_for_faults_is_refused() {
    assertThatThrownBy(() -> new SoakPlan(Duration.ofMinutes(1), 7, FaultLevel.LIGHT))
        .hasMessageContaining("at least 2 minutes");
  }

  private static double probability(FaultLevel.InjectedFault injectedFault) {
    return (double) injectedFault.body().get("probability");
  }
}
