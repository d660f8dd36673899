package io.proofline.console.changes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedPositionTest {

  @ParameterizedTest(name = "{0}: from {1} to {2}: {3}")
  @CsvSource({
    "the same, 2.0-50.1-20~7-1000, 2.0-50.1-20~7-1000, true",
    "behind, 2.0-40.1-20~6-900, 2.0-50.1-20~7-1000, true",
    "a partition that was not read then, 2.0-40~6-900, 2.0-50.1-20~7-1000, true",
    "another generation, 1.0-40.1-20~6-900, 2.0-50.1-20~7-1000, false",
    "ahead in a partition, 2.0-40.1-21~6-900, 2.0-50.1-20~7-1000, false",
    "a partition that is not read now, 2.0-40.2-1~6-900, 2.0-50.1-20~7-1000, false",
    "ahead in the switches, 2.0-40.1-20~8-900, 2.0-50.1-20~7-1000, false",
    "as far behind as is followed, 2.0-40.1-20~7-900, 2.0-10000.1-60~7-1000, true",
    "further behind, 2.0-40.1-20~7-900, 2.0-10000.1-61~7-1000, false"
  })
  void a_feed_continues_only_from_a_place_that_it_has_passed(
      String name, String from, String to, boolean continues) {
    assertThat(position(from).canContinueTo(position(to))).as(name).isEqualTo(continues);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2~0-0", "2.0-50.1-20~7-1000"})
  void a_position_is_read_from_its_text(String text) {
    assertThat(position(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nonsense", "7", "2.0-50", "2.0-50~7", "2.0~7-1000", "2.0-50~-7-1000"})
  void other_texts_are_no_position(String text) {
    assertThat(FeedPosition.parse(text)).isEmpty();
  }

  private static FeedPosition position(String text) {
    return FeedPosition.parse(text).orElseThrow();
  }
}
