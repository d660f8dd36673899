package io.proofline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkCalendarTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final WorkCalendar WEEK =
      new WorkCalendar(
          BERLIN,
          EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
          List.of(LocalDate.parse("2026-05-14")));

  @ParameterizedTest(name = "{0}: {1} {2} from {3} end {4}")
  @CsvSource({
    "hours are hours,           4, HOURS,        2026-05-08T14:00:00Z, 2026-05-08T18:00:00Z",
    "also over a week-end,     48, HOURS,        2026-05-08T14:00:00Z, 2026-05-10T14:00:00Z",
    "from Monday,               2, WORKING_DAYS, 2026-05-04T08:00:00Z, 2026-05-06T08:00:00Z",
    "over a week-end,           1, WORKING_DAYS, 2026-05-08T08:00:00Z, 2026-05-11T08:00:00Z",
    "over a holiday,            1, WORKING_DAYS, 2026-05-13T08:00:00Z, 2026-05-15T08:00:00Z",
    "from Saturday,             1, WORKING_DAYS, 2026-05-09T08:00:00Z, 2026-05-11T22:00:00Z",
    "late on Friday in Berlin,  1, WORKING_DAYS, 2026-05-08T21:59:00Z, 2026-05-11T21:59:00Z",
    "already Saturday there,    1, WORKING_DAYS, 2026-05-08T22:01:00Z, 2026-05-11T22:00:00Z",
    "when the clocks change,    1, WORKING_DAYS, 2026-03-27T09:00:00Z, 2026-03-30T08:00:00Z"
  })
  void a_stage_is_due(
      String name, int count, StageTimeLimit.Unit unit, Instant start, Instant end) {
    assertThat(WEEK.deadline(start, new StageTimeLimit(count, unit))).isEqualTo(end);
  }

  @Test
  void a_calendar_without_working_days_counts_every_day() {
    var none = new WorkCalendar(BERLIN, Set.of(), List.of());

    assertThat(
            none.deadline(
                Instant.parse("2026-05-04T08:00:00Z"),
                new StageTimeLimit(1, StageTimeLimit.Unit.WORKING_DAYS)))
        .isEqualTo(Instant.parse("2026-05-05T22:00:00Z"));
  }
}
