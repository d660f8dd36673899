package io.proofline.workers.switches;

import static io.proofline.workers.call.Api.PHOTOSHELTER;
import static io.proofline.workers.call.Api.ZIFLOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.Switch;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SwitchTableTest {

  private static final Instant AT = Instant.parse("2026-05-04T08:00:00Z");

  private Instant now = AT;
  private final SwitchTable switches = new SwitchTable(() -> now);

  @Test
  void until_the_topic_has_been_read_each_api_is_paused() {
    assertThat(switches.isPaused(ZIFLOW)).isTrue();
    assertThat(switches.pauseReason(PHOTOSHELTER))
        .hasValue("paused until the topic switches has been read");

    switches.markComplete();
    assertThat(switches.isPaused(ZIFLOW)).isFalse();
    assertThat(switches.pauseReason(PHOTOSHELTER)).isEmpty();
  }

  @Test
  void a_switch_of_an_api_pauses_that_api_only() {
    switches.markComplete();
    set("api:ziflow", true, AT);

    assertThat(switches.pauseReason(ZIFLOW)).hasValue("paused by a person since " + AT);
    assertThat(switches.isPaused(PHOTOSHELTER)).isFalse();
  }

  @Test
  void the_switch_of_everything_pauses_each_api_also_one_that_was_resumed() {
    switches.markComplete();
    set("all", true, AT.plusSeconds(5));
    set("api:ziflow", false, AT);

    assertThat(switches.pauseReason(ZIFLOW))
        .hasValue("paused by a person since " + AT.plusSeconds(5));
    assertThat(switches.isPaused(PHOTOSHELTER)).isTrue();
  }

  @Test
  void of_two_pauses_the_older_one_is_shown_and_both_must_end() {
    switches.markComplete();
    set("all", true, AT.plusSeconds(5));
    set("api:ziflow", true, AT);
    assertThat(switches.pauseReason(ZIFLOW)).hasValue("paused by a person since " + AT);

    set("api:ziflow", false, AT.plusSeconds(9));
    assertThat(switches.isPaused(ZIFLOW)).isTrue();
    switches.accept("all", null);
    assertThat(switches.isPaused(ZIFLOW)).isFalse();
  }

  @Test
  void a_pause_with_an_end_ends_by_itself() {
    switches.markComplete();
    var end = AT.plusSeconds(60);
    switches.accept("all", new Switch("all", true, AT, null, null, end, null));
    assertThat(switches.isPaused(ZIFLOW)).isTrue();

    now = end;
    assertThat(switches.isPaused(ZIFLOW)).isFalse();
    assertThat(switches.pauseReason(ZIFLOW)).isEmpty();
  }

  @Test
  void the_switch_of_a_rule_pauses_no_api() {
    switches.markComplete();
    set("rule:press", true, AT);

    assertThat(switches.isPaused(ZIFLOW)).isFalse();
    assertThat(switches.isPaused(PHOTOSHELTER)).isFalse();
  }

  private void set(String name, boolean paused, Instant since) {
    switches.accept(name, new Switch(name, paused, since, null, null, null, null));
  }
}
