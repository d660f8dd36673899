package io.proofline.console.notification;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.console.notification.SilenceRule.Silence;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilenceRuleTest {

  private static final SilenceRule RULE = new SilenceRule(4);

  /** From Monday to Friday, from 8 to 18. */
  private static final Predicate<LocalDateTime> OFFICE =
      hour ->
          hour.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0
              && hour.getHour() >= 8
              && hour.getHour() < 18;

  private static final Predicate<LocalDateTime> ALWAYS = _ -> true;

  private static final LocalDateTime START = LocalDateTime.parse("2026-10-05T00:00"); // Monday

  private static TreeSet<Long> heard(Predicate<LocalDateTime> when, String until) {
    var hours = new TreeSet<Long>();
    var end = LocalDateTime.parse(until);
    for (var hour = START; hour.isBefore(end); hour = hour.plusHours(1)) {
      if (when.test(hour)) {
        hours.add(hour(hour));
      }
    }
    return hours;
  }

  private static long hour(LocalDateTime time) {
    return time.toEpochSecond(UTC) / 3600;
  }

  private static Silence judge(TreeSet<Long> heard, String now) {
    return RULE.judge(heard, hour(LocalDateTime.parse(now))).orElse(null);
  }

  /** The fifth week begins on Monday, 2 November. */
  @ParameterizedTest(name = "heard until {0}, now {1}: {2} usual hours of silence")
  @CsvSource({
    "2026-11-06T18:00, 2026-11-06T23:00,", // the evening
    "2026-11-06T18:00, 2026-11-07T03:00,", // the night
    "2026-11-06T18:00, 2026-11-08T23:00,", // the weekend
    "2026-11-06T18:00, 2026-11-09T11:00,", // Monday, 8 to 11
    "2026-11-06T18:00, 2026-11-09T12:00, 4", // Monday, 8 to 12
    "2026-11-06T16:00, 2026-11-08T23:00,", // two hours on Friday
    "2026-11-06T16:00, 2026-11-09T10:00, 4", // and two on Monday
    "2026-11-04T10:00, 2026-11-04T13:00,",
    "2026-11-04T10:00, 2026-11-04T14:00, 4",
    "2026-11-04T10:00, 2026-11-05T00:00, 8"
  })
  void a_source_of_office_hours_rests_at_night_and_on_weekends(
      String until, String now, Integer hours) {
    var silence = judge(heard(OFFICE, until), now);
    assertThat(silence).isEqualTo(hours == null ? null : new Silence(hours, 4));
  }

  @Test
  void a_source_that_never_rests_is_silent_after_four_hours_also_at_night() {
    assertThat(judge(heard(ALWAYS, "2026-11-07T01:00"), "2026-11-07T04:00")).isNull();
    assertThat(judge(heard(ALWAYS, "2026-11-07T01:00"), "2026-11-07T05:00"))
        .isEqualTo(new Silence(4, 4));
  }

  @Test
  void a_source_is_judged_after_two_weeks() {
    assertThat(judge(heard(ALWAYS, "2026-10-18T23:00"), "2026-10-30T00:00")).isNull();
    assertThat(judge(heard(ALWAYS, "2026-10-19T02:00"), "2026-10-19T06:00")).isNotNull();
    assertThat(judge(new TreeSet<>(), "2026-10-30T00:00")).isNull();
  }

  @Test
  void one_saturday_of_work_makes_no_saturday_usual() {
    var heard = heard(OFFICE, "2026-11-06T18:00");
    heard.addAll(
        heard(hour -> hour.toLocalDate().toString().equals("2026-10-31"), "2026-11-01T00:00"));
    assertThat(judge(heard, "2026-11-09T03:00")).isNull();
    assertThat(judge(heard, "2026-11-09T12:00")).isEqualTo(new Silence(4, 4));
  }

  @Test
  void usual_rests_lengthen_the_limit_and_one_failure_does_not() {
    var heard = heard(ALWAYS, "2026-11-06T00:00");
    heard.removeAll(
        heard(hour -> hour.toLocalDate().toString().equals("2026-10-28"), "2026-11-01T00:00"));
    assertThat(judge(heard, "2026-11-06T04:00")).as("one failure").isEqualTo(new Silence(4, 4));

    heard.removeIf(hour -> hour == hour(LocalDateTime.parse("2026-10-20T10:00")));
    heard.removeIf(hour -> hour == hour(LocalDateTime.parse("2026-10-20T11:00")));
    assertThat(judge(heard, "2026-11-06T07:00")).as("and a rest of two hours").isNull();
    assertThat(judge(heard, "2026-11-06T08:00")).isEqualTo(new Silence(8, 8));
  }

  @Test
  void a_long_silence_leaves_the_usual_hours_as_they_were() {
    assertThat(judge(heard(OFFICE, "2026-11-06T18:00"), "2027-01-04T00:00"))
        .isEqualTo(new Silence(8 * 5 * 10, 4));
  }

  @Test
  void no_source_is_judged_without_a_limit() {
    var heard = heard(ALWAYS, "2026-11-07T01:00");
    assertThat(new SilenceRule(0).judge(heard, heard.last() + 500)).isEmpty();
  }
}
