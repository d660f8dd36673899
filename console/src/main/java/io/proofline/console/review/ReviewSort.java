package io.proofline.console.review;

import io.proofline.console.web.ApiException;
import io.proofline.console.web.Cursor;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The orders of a list of reviews; each ends with the asset's id, so that it is complete. */
public enum ReviewSort {
  FILE_NAME("file_name_key", false, false),
  ASSET("asset_id", false, false),
  NEWEST("updated_at", true, true),
  LONGEST_WAITING("waits_since", true, false);

  private final String column;
  private final boolean isNumber;
  private final boolean descends;

  ReviewSort(String column, boolean isNumber, boolean descends) {
    this.column = column;
    this.isNumber = isNumber;
    this.descends = descends;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String column() {
    return column;
  }

  String orderBy() {
    var direction = descends ? " DESC" : "";
    return " ORDER BY %s%s, asset_id%s".formatted(column, direction, direction);
  }

  /** The condition of rows behind the place that the parameters {@code at} and {@code id} name. */
  String behind() {
    return "(%s, asset_id) %s (:at, :id)".formatted(column, descends ? "<" : ">");
  }

  /** A cursor's value as the column's type. */
  Object value(Cursor at) {
    return isNumber ? at.number(0) : at.key().getFirst();
  }

  /**
   * The order of a word.
   *
   * @throws ApiException with the allowed words
   */
  public static ReviewSort of(String word) {
    return Arrays.stream(values())
        .filter(sort -> sort.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            ApiException.invalid(
                "'sort' is '%.40s'; allowed are %s"
                    .formatted(
                        word,
                        Arrays.stream(values())
                            .map(ReviewSort::word)
                            .collect(Collectors.joining(", ")))));
  }
}
