package io.proofline.workers.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CompletedOffsetsTest {

  @Test
  void what_was_written_is_read() {
    var text = CompletedOffsets.encode(1_000, List.of(999L, 1_000L, 1_001L, 1_500L));
    assertThat(CompletedOffsets.decode(1_000, text)).containsExactly(1_001L, 1_500L);
  }

  @Test
  void a_full_window_fits_into_what_kafka_keeps() {
    var all = LongStream.range(1, CompletedOffsets.WINDOW + 500).boxed().toList();
    assertThat(CompletedOffsets.encode(0, all)).hasSizeLessThan(4_096);
  }

  @Test
  void nothing_and_strange_texts_read_as_none() {
    assertThat(CompletedOffsets.encode(5, List.of())).isEmpty();
    assertThat(CompletedOffsets.decode(5, "")).isEmpty();
    assertThat(CompletedOffsets.decode(5, "by hand!")).isEmpty();
  }
}
