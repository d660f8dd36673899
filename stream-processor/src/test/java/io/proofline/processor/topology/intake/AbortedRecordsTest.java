package io.proofline.processor.topology.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AbortedRecordsTest {

  private static final String TOPIC = "signals.ziflow";

  private final AbortedRecords abortedRecords = new AbortedRecords();

  @Test
  void a_record_that_was_the_last_before_two_aborts_is_isolated_and_its_neighbours_are_not() {
    assertThat(begin(0, 5, 6, 7)).isFalse();
    assertThat(begin(0, 5, 6, 7)).as("read again after one abort").isFalse();
    assertThat(begin(0, 5, 6)).as("after two aborts").isFalse();
    assertThat(begin(0, 7)).isTrue();
    assertThat(begin(0, 8, 9)).isFalse();
  }

  @Test
  void progress_in_between_clears_the_suspicion() {
    begin(1, 5, 6, 7);
    begin(1, 5, 6, 7, 8, 9);
    assertThat(begin(1, 9)).as("another record was the last this time").isFalse();
    assertThat(begin(1, 7)).isFalse();
  }

  /** Whether the last of these offsets must not be processed. */
  private boolean begin(int partition, long... offsets) {
    boolean isolated = false;
    for (long offset : offsets) {
      isolated = abortedRecords.begin(TOPIC, partition, offset);
    }
    return isolated;
  }
}
