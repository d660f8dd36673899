package io.proofline.workers.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CompletedOffsetsTest {

  @Test
  void encoded_offsets_are_decoded() {
    var text = CompletedOffsets.encode(1_000, List.of(999L, 1_000L, 1_001L, 1_500L));
    assertThat(CompletedOffsets.decode(1_000, text)).containsExactly(1_001L, 1_500L);
  }

  @Test
  void a_full_window_fits_into_kafkas_metadata_limit() {
    var all = LongStream.range(1, CompletedOffsets.WINDOW + 500).boxed().toList();
    assertThat(CompletedOffsets.encode(0, all)).hasSizeLessThan(4_096);
  }

  @Test
  void empty_and_foreign_texts_decode_to_no_offset() {
    assertThat(CompletedOffsets.encode(5, List.of())).isEmpty();
    assertThat(CompletedOffsets.decode(5, "")).isEmpty();
    assertThat(CompletedOffsets.decode(5, "by hand!")).isEmpty();
  }
}
