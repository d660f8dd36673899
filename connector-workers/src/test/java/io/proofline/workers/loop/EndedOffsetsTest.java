package io.proofline.workers.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EndedOffsetsTest {

  @Test
  void what_was_written_is_read() {
    var text = EndedOffsets.write(1_000, List.of(999L, 1_000L, 1_001L, 1_500L));
    assertThat(EndedOffsets.read(1_000, text)).containsExactly(1_001L, 1_500L);
  }

  @Test
  void a_full_window_fits_into_what_kafka_keeps() {
    var all = LongStream.range(1, EndedOffsets.WINDOW + 500).boxed().toList();
    assertThat(EndedOffsets.write(0, all)).hasSizeLessThan(4_096);
  }

  @Test
  void nothing_and_strange_texts_read_as_none() {
    assertThat(EndedOffsets.write(5, List.of())).isEmpty();
    assertThat(EndedOffsets.read(5, "")).isEmpty();
    assertThat(EndedOffsets.read(5, "by hand!")).isEmpty();
  }
}
