package io.proofline.console.review;

import io.proofline.console.web.ApiException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The orders of a list of reviews; each ends with the asset's id, so that it is complete. */
enum ReviewSort {
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

  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
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
  Object value(List<String> key) {
    try {
      return isNumber ? Long.valueOf(key.getFirst()) : key.getFirst();
    } catch (NumberFormatException _) {
      throw ApiException.invalid("'cursor' is not from a page of this list in this order");
    }
  }

  /**
   * The order of a word.
   *
   * @throws ApiException with the allowed words
   */
  static ReviewSort of(String word) {
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
