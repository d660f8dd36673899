package io.proofline.console.record;

import io.proofline.console.page.PageQuery;
import io.proofline.console.page.When;
import io.proofline.console.web.ApiException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** The search of the record: the API's filter, with days in the viewer's zone. */
final class RecordSearch {

  private static final String DAY = "\\d{4}-\\d{2}-\\d{2}";
  private static final Set<String> OTHERS = Set.of("cursor", "erased");

  private RecordSearch() {}

  /**
   * The filter that the API takes; the last day is included.
   *
   * @throws ApiException if a day is none
   */
  static MultiValueMap<String, String> filter(PageQuery search, When when) {
    var filter = new LinkedHashMap<>(search.parameters());
    filter.keySet().removeAll(OTHERS);
    filter.computeIfPresent("from", (_, days) -> List.of(time(days.getFirst(), 0, when)));
    filter.computeIfPresent("to", (_, days) -> List.of(time(days.getFirst(), 1, when)));
    return new LinkedMultiValueMap<>(filter);
  }

  private static String time(String text, int daysLater, When when) {
    if (!text.matches(DAY)) {
      return text;
    }
    try {
      return LocalDate.parse(text)
          .plusDays(daysLater)
          .atStartOfDay(when.zone())
          .toInstant()
          .toString();
    } catch (DateTimeParseException _) {
      throw ApiException.invalid("'%s' is no day; write one as 2026-11-28.".formatted(text));
    }
  }
}
