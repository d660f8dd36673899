package io.proofline.workers.photoshelter;

import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.call.LenientJson;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Walks listings page by page. Open question: where pages begin and end. Both parameters are always
 * sent, the first page is 1, and a listing ends with an empty page, without {@code next}, or when
 * the total is reached.
 */
final class Listing {

  private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);
  private static final DateTimeFormatter GMT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'GMT'").withZone(ZoneOffset.UTC);

  private final PhotoShelterProperties settings;
  private final Requests requests;
  private final Function<HttpRequest.Builder, CallResult<JsonNode>> ask;

  Listing(
      PhotoShelterProperties settings,
      Requests requests,
      Function<HttpRequest.Builder, CallResult<JsonNode>> ask) {
    this.settings = settings;
    this.requests = requests;
    this.ask = ask;
  }

  /** The items of all pages. */
  CallResult<List<JsonNode>> all(String path, Map<String, String> query) {
    return pages(path, query)
        .then(pages -> pages.whole() ? new Success<>(pages.items()) : tooLong(path));
  }

  /** The ids of one page, from 1. */
  CallResult<Page> page(String path, Map<String, String> query, int number) {
    if (number > settings.mostPages()) {
      return tooLong(path);
    }
    return one(path, query, number)
        .then(one ->
            !one.last() && isHopeless(one.total())
                ? tooLong(path)
                : new Success<>(new Page(ids(one.items()), one.last())));
  }

  /** The ids of all pages, each once: pages shift while files are added. */
  CallResult<List<String>> ids(String path, Map<String, String> query) {
    return all(path, query).map(Listing::ids);
  }

  /** The ids in a window of changes; one that is too long for its pages is split. */
  CallResult<List<String>> window(Instant from, Instant to) {
    return pages("/media", changes(from, to))
        .then(pages ->
            pages.whole() || Duration.between(from, to).compareTo(SHORTEST_WINDOW) <= 0
                ? new Success<>(ids(pages.items()))
                : halves(from, to));
  }

  /** The ids on a window's first page. */
  CallResult<List<String>> firstOf(Instant from, Instant to) {
    return ask.apply(requests.get("/media", paged(changes(from, to), 1)))
        .map(answer -> ids(LenientJson.items(answer.path("data"))));
  }

  /** The ids on a listing's first page. */
  CallResult<List<String>> firstOf(String path, Map<String, String> query) {
    return ask.apply(requests.get(path, paged(query, 1)))
        .map(answer -> ids(LenientJson.items(answer.path("data"))));
  }

  static String id(JsonNode item) {
    var id = LenientJson.text(item, "id");
    return id == null ? "" : id;
  }

  private CallResult<List<String>> halves(Instant from, Instant to) {
    var middle = from.plus(Duration.between(from, to).dividedBy(2));
    return window(from, middle)
        .then(early ->
            window(middle, to)
                .map(late -> {
                  var both = new LinkedHashSet<>(early);
                  both.addAll(late);
                  return List.copyOf(both);
                }));
  }

  private CallResult<Pages> pages(String path, Map<String, String> query) {
    var items = new ArrayList<JsonNode>();
    for (int page = 1; page <= settings.mostPages(); page++) {
      switch (one(path, query, page)) {
        case Failure<One>(var error) -> {
          return new Failure<>(error);
        }
        case Success<One>(var here) -> {
          items.addAll(here.items());
          if (here.last() || isHopeless(here.total())) {
            return new Success<>(new Pages(List.copyOf(items), here.last()));
          }
        }
      }
    }
    return new Success<>(new Pages(List.copyOf(items), false));
  }

  private CallResult<One> one(String path, Map<String, String> query, int page) {
    return ask.apply(requests.get(path, paged(query, page)))
        .map(answer -> {
          var items = LenientJson.items(answer.path("data"));
          var paging = answer.path("meta").path("paging");
          return new One(
              items, items.isEmpty() || isLast(paging, page), LenientJson.number(paging, "total"));
        });
  }

  private <T> CallResult<T> tooLong(String path) {
    return new Failure<>(
        new Rejected(
            Api.PHOTOSHELTER,
            200,
            "%s has more than %d pages; raise photoshelter.page-size"
                .formatted(path, settings.mostPages())));
  }

  private boolean isLast(JsonNode paging, int page) {
    var next = LenientJson.text(paging, "next");
    var total = LenientJson.number(paging, "total");
    return next == null
        || next.isBlank()
        || (total != null && (long) page * settings.pageSize() >= total);
  }

  /** Said on the first page already, so that no page is read in vain. */
  private boolean isHopeless(@Nullable Long total) {
    return total != null && total > (long) settings.mostPages() * settings.pageSize();
  }

  private Map<String, String> changes(Instant from, Instant to) {
    return Map.of(
        "org_id", settings.organizationId(),
        "modify_start", GMT.format(from),
        "modify_end", GMT.format(to));
  }

  private Map<String, String> paged(Map<String, String> query, int page) {
    var paged = new LinkedHashMap<>(query);
    paged.put("page", Integer.toString(page));
    paged.put("per_page", Integer.toString(settings.pageSize()));
    return paged;
  }

  private static List<String> ids(List<JsonNode> items) {
    return items.stream().map(Listing::id).filter(id -> !id.isEmpty()).distinct().toList();
  }

  private record Pages(List<JsonNode> items, boolean whole) {}

  private record One(List<JsonNode> items, boolean last, @Nullable Long total) {}
}
