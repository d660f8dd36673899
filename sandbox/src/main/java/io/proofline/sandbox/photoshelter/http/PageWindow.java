package io.proofline.sandbox.photoshelter.http;

import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page of a list that a call requests. Page 0, the documented default, is page 1. */
public record PageWindow(int page, int perPage) {
  private static final int DEFAULT_SIZE = 50;
  private static final int LARGEST_SIZE = 1000;

  public static PageWindow of(Context call, int lastPage) {
    var page = number(call, "page", 1);
    var size = number(call, "per_page", DEFAULT_SIZE);
    if (page > lastPage) {
      throw PhotoShelterApiException.badRequest("page must not exceed " + lastPage);
    }
    if (page < 0 || size < 1 || size > LARGEST_SIZE) {
      throw PhotoShelterApiException.badRequest(
          "page and per_page (1 to %d) are out of range".formatted(LARGEST_SIZE));
    }
    return new PageWindow(Math.max(1, page), size);
  }

  /**
   * The requested page, or empty unless both parameters are sent: lists of galleries and
   * collections page only then.
   */
  public static Optional<PageWindow> ifRequested(Context call, int lastPage) {
    return RequestInput.query(call, "page").isPresent()
            && RequestInput.query(call, "per_page").isPresent()
        ? Optional.of(of(call, lastPage))
        : Optional.empty();
  }

  public <T> List<T> slice(List<T> all) {
    return all.stream().skip((page - 1L) * perPage).limit(perPage).toList();
  }

  public boolean hasNext(int total) {
    return (long) page * perPage < total;
  }

  public Map<String, @Nullable Object> meta(Context call, int total) {
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
  public String url(Context call, int wanted) {
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
      return RequestInput.query(call, name).map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException _) {
      throw PhotoShelterApiException.badRequest(name + " is not a number");
    }
  }
}
