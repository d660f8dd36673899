package io.proofline.sandbox.photoshelter;

import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The window that a list call asks for. Page 0, the documented default, is page 1. */
record Paging(int page, int perPage) {
  private static final int DEFAULT_SIZE = 50;
  private static final int LARGEST_SIZE = 1000;

  static Paging of(Context call, int lastPage) {
    var page = number(call, "page", 1);
    var size = number(call, "per_page", DEFAULT_SIZE);
    if (page > lastPage) {
      throw Refused.badRequest("page must not exceed " + lastPage);
    }
    if (page < 0 || size < 1 || size > LARGEST_SIZE) {
      throw Refused.badRequest(
          "page and per_page (1 to %d) are out of range".formatted(LARGEST_SIZE));
    }
    return new Paging(Math.max(1, page), size);
  }

  /** Lists of galleries and collections page only when both parameters are sent. */
  static Optional<Paging> whenAsked(Context call, int lastPage) {
    return Input.query(call, "page").isPresent() && Input.query(call, "per_page").isPresent()
        ? Optional.of(of(call, lastPage))
        : Optional.empty();
  }

  <T> List<T> cut(List<T> all) {
    return all.stream().skip((page - 1L) * perPage).limit(perPage).toList();
  }

  boolean hasNext(int total) {
    return (long) page * perPage < total;
  }

  Map<String, @Nullable Object> meta(Context call, int total) {
    var last = Math.max(1, (total + perPage - 1) / perPage);
    return Json.object(
        "total",
        total,
        "page",
        page,
        "first",
        url(call, 1),
        "last",
        url(call, last),
        "next",
        hasNext(total) ? url(call, page + 1) : null,
        "prev",
        page > 1 ? url(call, page - 1) : null);
  }

  /** The same call for another page. */
  String url(Context call, int wanted) {
    var others =
        call.queryParamMap().entrySet().stream()
            .filter(entry ->
                !List.of("page", "per_page", "api_key", "auth_token").contains(entry.getKey()))
            .map(entry ->
                entry.getKey()
                    + "="
                    + URLEncoder.encode(entry.getValue().getFirst(), StandardCharsets.UTF_8)
                    + "&")
            .collect(Collectors.joining());
    return "%s?%spage=%d&per_page=%d".formatted(call.url(), others, wanted, perPage);
  }

  private static int number(Context call, String name, int otherwise) {
    try {
      return Input.query(call, name).map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException _) {
      throw Refused.badRequest(name + " is not a number");
    }
  }
}
