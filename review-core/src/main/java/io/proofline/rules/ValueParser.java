package io.proofline.rules;

import io.proofline.policy.StageTimeLimit;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Parses texts of the file into values; empty for a text that is not such a value. */
final class ValueParser {

  private static final Pattern TIME = Pattern.compile("(\\d{1,6})\\s*([smhd])");
  private static final Pattern DUE = Pattern.compile("(\\d{1,3}) (working day|hour)s?");

  private ValueParser() {}

  static Optional<Duration> time(String text) {
    var time = TIME.matcher(text);
    if (!time.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(time.group(1));
    return Optional.of(
        switch (time.group(2)) {
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        });
  }

  static Optional<StageTimeLimit> due(String text) {
    var due = DUE.matcher(text);
    if (!due.matches()) {
      return Optional.empty();
    }
    var unit =
        due.group(2).equals("hour") ? StageTimeLimit.Unit.HOURS : StageTimeLimit.Unit.WORKING_DAYS;
    return Optional.of(new StageTimeLimit(Integer.parseInt(due.group(1)), unit));
  }

  static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** The days of {@code mon} or {@code mon-fri}; a span may include the end of the week. */
  static Set<DayOfWeek> weekdays(String text) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    weekday(text.substring(0, Math.min(3, text.length())))
        .ifPresent(first -> {
          var last = weekday(text.substring(Math.max(0, text.length() - 3))).orElse(first);
          for (var day = first; day != last; day = day.plus(1)) {
            days.add(day);
          }
          days.add(last);
        });
    return days;
  }

  private static Optional<DayOfWeek> weekday(String text) {
    return Arrays.stream(DayOfWeek.values())
        .filter(d -> d.name().toLowerCase(Locale.ROOT).startsWith(text) && text.length() == 3)
        .findFirst();
  }

  /** A constant by its name, without case. */
  static <E extends Enum<E>> Optional<E> constant(Class<E> type, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(c -> c.name().equalsIgnoreCase(word))
        .findFirst();
  }

  static List<String> words(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(c -> c.name().toLowerCase(Locale.ROOT))
        .toList();
  }
}
