package io.proofline.processor.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.processor.intake.ProofRateLimit.PermitDecision;
import io.proofline.processor.intake.ProofRateLimit.PermitQuery;
import io.proofline.processor.intake.ProofRateLimit.PermitState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofRateLimitTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      nullValues = "-",
      value = {
        "the first of an hour is granted,            true,  2, 0, NEW,     GRANT",
        "the last within the limit is granted,       true,  2, 1, NEW,     GRANT",
        "a request beyond the limit is held,         true,  2, 2, NEW,     HOLD",
        "a limit of 0 holds every matched asset,     true,  0, 0, NEW,     HOLD",
        "without a limit each request is granted,    true,  -, 9, NEW,     GRANT",
        "a selected asset never waits,               false, 2, 2, NEW,     GRANT",
        "a repeated request is granted as before,    true,  2, 2, GRANTED, GRANTED_BEFORE",
        "a repeated selection is granted as before,   false, 2, 2, GRANTED, GRANTED_BEFORE",
        "a repeated request is held as before,       true,  2, 0, HELD,    HELD_BEFORE",
        "a held asset is released when a person selects it, false, 2, 2, HELD,    RELEASE"
      })
  void a_permit_request_is_decided(
      String name,
      boolean waits,
      Integer perHour,
      int granted,
      PermitState permitState,
      PermitDecision permitDecision) {
    assertThat(
            ProofRateLimit.decide(
                new PermitQuery(waits, perHour, false), permitState, most -> granted))
        .isEqualTo(permitDecision);
  }

  @ParameterizedTest
  @CsvSource({
    "true,  NEW,     PAUSE",
    "false, NEW,     PAUSE",
    "true,  PAUSED,  PAUSE",
    "true,  HELD,    HELD_BEFORE",
    "false, HELD,    PAUSE",
    "true,  GRANTED, GRANTED_BEFORE"
  })
  void a_request_of_a_paused_rule_waits_unless_it_has_an_answer(
      boolean waits, PermitState permitState, PermitDecision permitDecision) {
    assertThat(ProofRateLimit.decide(new PermitQuery(waits, null, true), permitState, _ -> 0))
        .isEqualTo(permitDecision);
  }

  @Test
  void a_resumed_request_is_decided_as_a_new_one() {
    var query = new PermitQuery(true, 2, false);
    assertThat(ProofRateLimit.decide(query, PermitState.PAUSED, _ -> 1))
        .isEqualTo(PermitDecision.GRANT);
    assertThat(ProofRateLimit.decide(query, PermitState.PAUSED, _ -> 2))
        .isEqualTo(PermitDecision.HOLD);
  }

  @Property(tries = 500)
  void waiting_requests_never_exceed_the_limit_and_are_never_held_below_it(
      @ForAll @Size(max = 60) List<@IntRange(max = 200) Integer> steps,
      @ForAll @IntRange(max = 4) int perHour) {
    steps.forEach(new World(perHour)::ask);
  }

  /** Counts independently of the code under test. */
  private static final class World {

    private final int perHour;
    private final Map<Integer, PermitState> known = new HashMap<>();
    private final List<Integer> granted = new ArrayList<>();
    private int minute;

    World(int perHour) {
      this.perHour = perHour;
    }

    /**
     * A step is one of ten requests, in one of five cases for a person's selection, some minutes
     * later.
     */
    void ask(int step) {
      minute += step % 7;
      int id = step % 10;
      boolean waits = step / 10 % 5 > 0;
      var before = known.getOrDefault(id, PermitState.NEW);
      int room = perHour - grantedUntil(minute);
      var permitDecision =
          ProofRateLimit.decide(
              new PermitQuery(waits, perHour, false),
              before,
              most -> Math.min(most, grantedUntil(minute)));
      if (before == PermitState.GRANTED || !waits) {
        assertThat(permitDecision.granted()).isTrue();
      } else if (before == PermitState.HELD) {
        assertThat(permitDecision.granted()).isFalse();
      } else {
        assertThat(permitDecision.granted()).isEqualTo(room > 0);
      }
      keep(id, waits, permitDecision);
    }

    private void keep(int id, boolean waits, PermitDecision permitDecision) {
      if (permitDecision == PermitDecision.GRANT || permitDecision == PermitDecision.RELEASE) {
        granted.add(minute);
        if (waits) {
          assertThat(grantedUntil(minute)).isLessThanOrEqualTo(perHour);
        }
      }
      known.put(id, permitDecision.granted() ? PermitState.GRANTED : PermitState.HELD);
    }

    int grantedUntil(int at) {
      return (int) granted.stream().filter(m -> m <= at && m > at - 60).count();
    }
  }
}
