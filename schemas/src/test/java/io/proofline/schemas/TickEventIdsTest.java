package io.proofline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TickEventIdsTest {

  @Test
  void a_record_caused_by_a_tick_is_recognised() {
    var id = TickEventIds.eventId("I0000abc", Instant.ofEpochMilli(1234));

    assertThat(id).isEqualTo("tick:I0000abc:1234");
    assertThat(TickEventIds.isTick(id)).isTrue();
    assertThat(TickEventIds.isTick("an event")).isFalse();
    assertThat(TickEventIds.isTick(null)).isFalse();
  }
}
