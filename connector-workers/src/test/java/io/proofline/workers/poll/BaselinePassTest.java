package io.proofline.workers.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.FakePhotoShelter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the order and the rate of the first pass over a large library. */
class BaselinePassTest {

  private static final Instant LATELY = Instant.parse("2026-02-10T00:00:00Z");

  private final PollerFixture fixture = new PollerFixture();
  private final FakePhotoShelter library = fixture.library;

  @BeforeEach
  void moreThanThree() {
    library.asset("I4", "4.jpg", LATELY);
    library.asset("I5", "5.jpg", PollerFixture.LONG_AGO);
  }

  @AfterEach
  void end() {
    fixture.close();
  }

  @Test
  void the_first_pass_begins_with_recent_changes_and_watched_assets_while_turns_run() {
    lookSince("2026-02-01T00:00:00Z");
    assertThat(fixture.signals())
        .containsExactly("I1 THERE Send to review baseline", "I4 THERE baseline");

    library.galleries.get("G1").members().add("I3");
    library.asset("I6", "6.jpg", fixture.now.plusSeconds(5));
    fixture.edit("I5", "edit_status", "x");
    fixture.runCycles(1);
    assertThat(fixture.signals().subList(2, 5))
        .as("selected assets, earlier assets and new ones")
        .containsExactlyInAnyOrder(
            "I3 THERE Send to review credit=Agency", "I5 THERE x baseline", "I6 THERE");

    fixture.restart();
    fixture.runCycles(1);
    fixture.runSteps();
    assertThat(fixture.signals().subList(5, fixture.signals().size()))
        .as("the rest, also after a restart")
        .containsExactly("I2 THERE Events/Gala/Picks baseline");
    library.asset("I7", "7.jpg", PollerFixture.LONG_AGO);
    fixture.now = fixture.now.plus(Duration.ofDays(1));
    fixture.runCycleAndSteps();
    assertThat(fixture.signals().getLast())
        .as("after the first pass every new asset is new")
        .isEqualTo("I7 THERE");
  }

  @Test
  void no_asset_is_read_twice_with_a_start_date() {
    lookSince("2026-02-01T00:00:00Z");
    fixture.runSteps();
    assertThat(List.of("I1", "I2", "I3", "I4", "I5")).allMatch(id -> fixture.readsOf(id, 0) == 1);
  }

  @Test
  void the_whole_library_is_read_if_listings_cant_filter_by_date() {
    library.filtersWork = false;
    lookSince("2026-02-01T00:00:00Z");
    assertThat(fixture.signals()).hasSize(5).allMatch(signal -> signal.endsWith("baseline"));
    assertThat(fixture.poller.runStep()).isEqualTo(new Success<>(false));
  }

  @Test
  void a_pass_reads_no_more_files_per_minute_than_set() {
    for (int i = 10; i < 60; i++) {
      library.asset("I" + i, i + ".jpg", PollerFixture.LONG_AGO);
    }
    fixture.perMinute = 25;
    fixture.restart();
    fixture.runCycles(1);
    fixture.runSteps();
    assertThat(fixture.signals()).hasSize(25);
    assertThat(fixture.poller.progress())
        .contains("first pass over the library: 30 files left to read, less than a minute");
    fixture.now = fixture.now.plusSeconds(24);
    fixture.runSteps();
    assertThat(fixture.signals()).hasSize(35);
    fixture.now = fixture.now.plus(Duration.ofHours(1));
    fixture.runSteps();
    assertThat(fixture.signals()).hasSize(55);
    assertThat(fixture.poller.progress()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "  0 |  10 | ''",
        " 10 |  10 | ', less than a minute'",
        " 10 | 100 | ', about 5 min'",
        " 10 | 999 | ', about 49 min'",
        "  3 | 999 | ', about 2 h 46 min'"
      })
  void the_remaining_time_is_reported(int read, int left, String words) {
    var clock = new Instant[] {LATELY};
    var passRate = new PassRate(0, () -> clock[0]);
    passRate.recordReads(read);
    clock[0] = LATELY.plusSeconds(30);
    assertThat(passRate.remainingTime(left)).isEqualTo(words);
  }

  private void lookSince(String day) {
    fixture.since = Instant.parse(day);
    fixture.restart();
    fixture.runCycles(1);
    while (!fixture.poller.isPastBaseline()) {
      assertThat(fixture.poller.runStep()).isEqualTo(new Success<>(true));
    }
  }
}
