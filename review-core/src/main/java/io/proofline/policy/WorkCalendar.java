package io.proofline.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Working days and time zone, by which stage deadlines and publication days are computed. */
public record WorkCalendar(ZoneId zone, Set<DayOfWeek> days, List<LocalDate> holidays) {

  private static final int MOST_DAYS_OFF = 366;

  public WorkCalendar {
    days = Set.copyOf(days);
    holidays = List.copyOf(holidays);
  }

  /** UTC, with every day a working day. */
  public static WorkCalendar everyDay() {
    return new WorkCalendar(ZoneOffset.UTC, EnumSet.allOf(DayOfWeek.class), List.of());
  }

  /**
   * The end of a time limit. Hours count on all days. Working days end at the same time of day; a
   * start on a day off counts as the start of the next working day.
   */
  public Instant deadline(Instant start, StageTimeLimit stageTimeLimit) {
    return switch (stageTimeLimit.unit()) {
      case HOURS -> start.plus(Duration.ofHours(stageTimeLimit.count()));
      case WORKING_DAYS -> workingDays(start.atZone(zone), stageTimeLimit.count()).toInstant();
    };
  }

  /** The first instant of a day. */
  public Instant startOf(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  private ZonedDateTime workingDays(ZonedDateTime start, int count) {
    var end =
        isWorkingDay(start.toLocalDate()) ? start : next(start).toLocalDate().atStartOfDay(zone);
    for (int i = 0; i < count; i++) {
      end = next(end);
    }
    return end;
  }

  /** The same time on the next working day; in a calendar without working days, the next day. */
  private ZonedDateTime next(ZonedDateTime time) {
    for (int i = 1; i <= MOST_DAYS_OFF; i++) {
      if (isWorkingDay(time.plusDays(i).toLocalDate())) {
        return time.plusDays(i);
      }
    }
    return time.plusDays(1);
  }

  private boolean isWorkingDay(LocalDate day) {
    return days.contains(day.getDayOfWeek()) && !holidays.contains(day);
  }
}
