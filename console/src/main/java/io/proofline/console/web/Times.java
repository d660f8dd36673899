package io.proofline.console.web;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Reads times from parameters. */
public final class Times {

  private Times() {}

  /**
   * The time of a parameter.
   *
   * @throws ApiException if it is none
   */
  public static Instant parse(String parameter, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw ApiException.invalid(
          "'%s' is '%.40s'; it must be a time such as 2026-11-28T09:00:00Z"
              .formatted(parameter, text));
    }
  }
}
