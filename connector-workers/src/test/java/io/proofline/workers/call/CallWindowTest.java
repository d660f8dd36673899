package io.proofline.workers.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallWindowTest {

  private static final long START = TimeUnit.SECONDS.toNanos(-1_000);

  private final CallWindow window = new CallWindow(START);

  @Test
  void calls_of_the_last_minute_count() {
    window.count(START);
    window.count(at(1));
    window.count(at(1));
    assertThat(window.total(at(59))).isEqualTo(3);
    assertThat(window.total(at(60))).isEqualTo(2);
    assertThat(window.total(at(61))).isZero();
  }

  @Test
  void a_long_silence_empties_all_seconds() {
    window.count(at(7));
    window.count(at(1_000_000));
    assertThat(window.total(at(1_000_000))).isOne();
  }

  private static long at(long second) {
    return START + TimeUnit.SECONDS.toNanos(second);
  }
}
