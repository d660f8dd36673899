package io.proofline.console.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Words for times, as a person in a time zone reads them now. */
public record When(Instant now, ZoneId zone) {

  private static final Duration JUST_NOW = Duration.ofSeconds(5);
  private static final int DAYS_WITH_A_NAME = 6;
  private static final DateTimeFormatter TIME = format("HH:mm");
  private static final DateTimeFormatter WEEKDAY = format("EEE HH:mm");
  private static final DateTimeFormatter DATE = format("d MMM HH:mm");
  private static final DateTimeFormatter DATE_WITH_YEAR = format("d MMM yyyy");
  private static final DateTimeFormatter EXACT = format("EEEE, d MMMM yyyy, HH:mm:ss z");

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }

  /** A time, relative to today: {@code 12 s ago}, {@code today 09:14}, {@code 3 Nov 2025}. */
  public String words(Instant time) {
    var passed = Duration.between(time, now);
    if (passed.isNegative()) {
      return future(time);
    }
    if (passed.compareTo(JUST_NOW) < 0) {
      return "just now";
    }
    if (passed.toMinutes() < 1) {
      return passed.toSeconds() + " s ago";
    }
    return passed.toHours() < 1 ? passed.toMinutes() + " min ago" : day(time);
  }

  /** Whether {@link #words} says how long ago a time was, and not when it was. */
  public boolean isWithinTheLastHour(Instant time) {
    var passed = Duration.between(time, now);
    return !passed.isNegative() && passed.toHours() < 1;
  }

  private String future(Instant time) {
    var left = Duration.between(now, time);
    return left.toHours() < 1 ? "in %d min".formatted(Math.max(1, left.toMinutes())) : day(time);
  }

  private String day(Instant time) {
    var at = time.atZone(zone);
    var today = now.atZone(zone).toLocalDate();
    long days = ChronoUnit.DAYS.between(at.toLocalDate(), today);
    if (days == 0) {
      return "today " + TIME.format(at);
    }
    if (days == 1) {
      return "yesterday " + TIME.format(at);
    }
    if (days == -1) {
      return "tomorrow " + TIME.format(at);
    }
    return day(at, today, Math.abs(days) <= DAYS_WITH_A_NAME);
  }

  private static String day(ZonedDateTime at, LocalDate today, boolean isNear) {
    if (isNear) {
      return WEEKDAY.format(at);
    }
    return (at.getYear() == today.getYear() ? DATE : DATE_WITH_YEAR).format(at);
  }

  /** The time to the second, with its zone. */
  public String exact(Instant time) {
    return EXACT.format(time.atZone(zone));
  }

  /** How long something has lasted: {@code 11 h 20 min}. */
  public String age(Instant since) {
    return duration(Duration.between(since, now));
  }

  /** A duration in one or two units. */
  public static String duration(Duration length) {
    if (length.toMinutes() < 1) {
      return Math.max(0, length.toSeconds()) + " s";
    }
    if (length.toHours() < 1) {
      return length.toMinutes() + " min";
    }
    if (length.toHours() < 24) {
      return "%d h %d min".formatted(length.toHours(), length.toMinutesPart());
    }
    return length.toDays() == 1 ? "1 day" : length.toDays() + " days";
  }

  /** The first moment of today. */
  public Instant today() {
    return now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
  }

  /** The zone's name for people, such as {@code CET}. */
  public String zoneName() {
    return format("zzz").format(now.atZone(zone));
  }
}
