package io.proofline.sandbox.photoshelter.account;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** The three date formats of PhotoShelter's API. */
public final class DateFormats {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

  private DateFormats() {}

  /** v4 media: {@code 2019-10-02 14:39:23 GMT}. */
  public static String ofMedia(Instant at) {
    return SECONDS.format(at.atOffset(ZoneOffset.UTC)) + " GMT";
  }

  /** v4 galleries and collections: {@code 2019-04-25T14:54:12.136828}, no zone. */
  public static String ofContainer(Instant at) {
    return MICROS.format(at.atOffset(ZoneOffset.UTC));
  }

  /** v3: {@code 2024-05-01 10:00:00} in the account's zone. */
  public static String ofV3(Instant at, ZoneId zone) {
    return SECONDS.format(at.atZone(zone));
  }

  /**
   * Parses a filter's time, {@code YYYY-MM-DD HH:MM:SS GMT}; the zone and the time are optional.
   */
  public static Instant parse(String name, String text) {
    var bare = text.strip().replaceFirst("(?i)\\s*(gmt|utc|z)$", "").replace('T', ' ');
    var full = bare.length() == 10 ? bare + " 00:00:00" : bare;
    try {
      return LocalDateTime.parse(full, SECONDS).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException _) {
      throw PhotoShelterApiException.badRequest(
          "%s is not a time: YYYY-MM-DD HH:MM:SS GMT".formatted(name));
    }
  }
}
