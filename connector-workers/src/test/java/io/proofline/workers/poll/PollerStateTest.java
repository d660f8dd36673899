package io.proofline.workers.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.PollCursor;
import io.proofline.schemas.avro.PollSeen;
import io.proofline.schemas.avro.SeenKind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The poller's behaviour if a record of its state can't be read. */
class PollerStateTest {

  private static final Instant EARLIER = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant LATER = Instant.parse("2026-03-02T10:00:00Z");

  private final PollerState state = new PollerState();

  @Test
  void an_unreadable_cursor_keeps_its_last_readable_value() {
    state.accept(PollerState.CHANGES_CURSOR, cursor(EARLIER, true));
    state.acceptUnreadableCursor(PollerState.CHANGES_CURSOR);
    state.replaceUnreadableCursors();

    assertThat(state.cursor(PollerState.CHANGES_CURSOR)).contains(cursor(EARLIER, true));
  }

  @Test
  void a_lost_change_cursor_begins_with_the_last_full_pass() {
    state.acceptUnreadableCursor(PollerState.CHANGES_CURSOR);
    state.accept(PollerState.FULL_PASS_CURSOR, cursor(LATER, true));
    state.replaceUnreadableCursors();

    assertThat(state.baselineDone()).isTrue();
    assertThat(state.cursor(PollerState.CHANGES_CURSOR)).contains(cursor(LATER, true));
  }

  @Test
  void a_lost_change_cursor_during_the_first_pass_leaves_the_baseline_open() {
    state.acceptUnreadableCursor(PollerState.CHANGES_CURSOR);
    state.accept(PollerState.FULL_PASS_CURSOR, cursor(EARLIER, false));
    state.replaceUnreadableCursors();

    assertThat(state.baselineDone()).isFalse();
  }

  @Test
  void a_lost_full_pass_cursor_makes_a_full_pass_due() {
    state.accept(PollerState.CHANGES_CURSOR, cursor(LATER, true));
    state.acceptUnreadableCursor(PollerState.FULL_PASS_CURSOR);
    state.replaceUnreadableCursors();

    assertThat(state.cursor(PollerState.FULL_PASS_CURSOR)).contains(cursor(Instant.EPOCH, true));
  }

  @Test
  void with_both_cursors_lost_the_baseline_is_repeated() {
    state.acceptUnreadableCursor(PollerState.CHANGES_CURSOR);
    state.acceptUnreadableCursor(PollerState.FULL_PASS_CURSOR);
    state.replaceUnreadableCursors();

    assertThat(state.baselineDone()).isFalse();
    assertThat(state.cursor(PollerState.FULL_PASS_CURSOR)).isEmpty();
  }

  @Test
  void an_assets_record_is_lost_until_one_can_be_read() {
    state.acceptUnreadableRecord("I1");
    assertThat(state.isRecordLost("I1")).isTrue();

    state.accept("I1", PollSeen.newBuilder().setKind(SeenKind.ASSET).build());
    assertThat(state.isRecordLost("I1")).isFalse();

    state.acceptUnreadableRecord("I1");
    assertThat(state.isRecordLost("I1")).isFalse();
  }

  private static PollCursor cursor(Instant readUntil, boolean baselineDone) {
    return PollCursor.newBuilder().setReadUntil(readUntil).setBaselineDone(baselineDone).build();
  }
}
