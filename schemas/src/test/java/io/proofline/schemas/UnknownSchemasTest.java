package io.proofline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UnknownSchemasTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // the clock may overflow
  private final UnknownSchemas unknownSchemas = UnknownSchemas.doubtedAtFirst(nanos::get);

  @Test
  void an_unknown_schema_is_doubted_for_the_time_of_loading_and_then_believed() {
    assertThat(unknownSchemas.mayBeLoading()).isTrue();
    pass(UnknownSchemas.LOADING.minusNanos(1));
    assertThat(unknownSchemas.mayBeLoading()).isTrue();
    pass(Duration.ofNanos(1));
    assertThat(unknownSchemas.mayBeLoading()).isFalse();
    pass(UnknownSchemas.BELIEVED.minusNanos(1));
    assertThat(unknownSchemas.mayBeLoading()).isFalse();
  }

  @Test
  void it_is_doubted_again_ten_minutes_later() {
    assertThat(unknownSchemas.mayBeLoading()).isTrue();
    pass(UnknownSchemas.LOADING.plus(UnknownSchemas.BELIEVED));

    assertThat(unknownSchemas.mayBeLoading()).isTrue();
  }

  @Test
  void it_is_doubted_again_after_the_registry_was_away() {
    assertThat(unknownSchemas.mayBeLoading()).isTrue();
    pass(UnknownSchemas.LOADING);
    assertThat(unknownSchemas.mayBeLoading()).isFalse();

    unknownSchemas.registryAway();

    assertThat(unknownSchemas.mayBeLoading()).isTrue();
  }

  @Test
  void a_command_believes_it_at_once() {
    assertThat(UnknownSchemas.believed().mayBeLoading()).isFalse();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
