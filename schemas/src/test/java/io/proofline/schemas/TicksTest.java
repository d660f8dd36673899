package io.proofline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TicksTest {

  @Test
  void what_time_alone_led_to_is_told_by_its_cause() {
    var id = Ticks.eventId("I0000abc", Instant.ofEpochMilli(1234));

    assertThat(id).isEqualTo("tick:I0000abc:1234");
    assertThat(Ticks.caused(id)).isTrue();
    assertThat(Ticks.caused("an event")).isFalse();
    assertThat(Ticks.caused(null)).isFalse();
  }
}
