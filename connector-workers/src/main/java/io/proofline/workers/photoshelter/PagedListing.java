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
 * Reads listings page by page. Open question: where pages begin and end. Both parameters are always
 * sent, the first page is 1, and a listing ends with an empty page, without {@code next}, or when
 * the total is reached.
 */
final class PagedListing {

  private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);
  private static final DateTimeFormatter GMT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'GMT'").withZone(ZoneOffset.UTC);

  private final PhotoShelterProperties settings;
  private final PhotoShelterRequests photoShelterRequests;
  private final Function<HttpRequest.Builder, CallResult<JsonNode>> ask;

  PagedListing(
      PhotoShelterProperties settings,
      PhotoShelterRequests photoShelterRequests,
      Function<HttpRequest.Builder, CallResult<JsonNode>> ask) {
    this.settings = settings;
    this.photoShelterRequests = photoShelterRequests;
    this.ask = ask;
  }

  /** The items of all pages. */
  CallResult<List<JsonNode>> all(String path, Map<String, String> query) {
    return readPages(path, query)
        .then(itemPages -> itemPages.complete() ? new Success<>(itemPages.items()) : tooLong(path));
  }

  /** The ids of one page, from 1. */
  CallResult<IdPage> page(String path, Map<String, String> query, int number) {
    if (number > settings.mostPages()) {
      return tooLong(path);
    }
    return readPage(path, query, number)
        .then(itemPage ->
            !itemPage.last() && exceedsPageLimit(itemPage.total())
                ? tooLong(path)
                : new Success<>(new IdPage(ids(itemPage.items()), itemPage.last())));
  }

  /** The ids of all pages, each once: pages shift while files are added. */
  CallResult<List<String>> ids(String path, Map<String, String> query) {
    return all(path, query).map(PagedListing::ids);
  }

  /** The ids in a window of changes; one that is too long for its pages is split. */
  CallResult<List<String>> window(Instant from, Instant to) {
    return readPages("/media", changeQuery(from, to))
        .then(itemPages ->
            itemPages.complete() || Duration.between(from, to).compareTo(SHORTEST_WINDOW) <= 0
                ? new Success<>(ids(itemPages.items()))
                : splitWindow(from, to));
  }

  /** The ids on a window's first page. */
  CallResult<List<String>> firstPage(Instant from, Instant to) {
    return ask.apply(photoShelterRequests.get("/media", withPaging(changeQuery(from, to), 1)))
        .map(answer -> ids(LenientJson.items(answer.path("data"))));
  }

  /** The ids on a listing's first page. */
  CallResult<List<String>> firstPage(String path, Map<String, String> query) {
    return ask.apply(photoShelterRequests.get(path, withPaging(query, 1)))
        .map(answer -> ids(LenientJson.items(answer.path("data"))));
  }

  static String id(JsonNode item) {
    var id = LenientJson.text(item, "id");
    return id == null ? "" : id;
  }

  private CallResult<List<String>> splitWindow(Instant from, Instant to) {
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

  private CallResult<ItemPages> readPages(String path, Map<String, String> query) {
    var items = new ArrayList<JsonNode>();
    for (int page = 1; page <= settings.mostPages(); page++) {
      switch (readPage(path, query, page)) {
        case Failure<ItemPage>(var error) -> {
          return new Failure<>(error);
        }
        case Success<ItemPage>(var here) -> {
          items.addAll(here.items());
          if (here.last() || exceedsPageLimit(here.total())) {
            return new Success<>(new ItemPages(List.copyOf(items), here.last()));
          }
        }
      }
    }
    return new Success<>(new ItemPages(List.copyOf(items), false));
  }

  private CallResult<ItemPage> readPage(String path, Map<String, String> query, int page) {
    return ask.apply(photoShelterRequests.get(path, withPaging(query, page)))
        .map(answer -> {
          var items = LenientJson.items(answer.path("data"));
          var paging = answer.path("meta").path("paging");
          return new ItemPage(
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

  /** The first page shows this already, so that no further page is read for nothing. */
  private boolean exceedsPageLimit(@Nullable Long total) {
    return total != null && total > (long) settings.mostPages() * settings.pageSize();
  }

  private Map<String, String> changeQuery(Instant from, Instant to) {
    return Map.of(
        "org_id", settings.organizationId(),
        "modify_start", GMT.format(from),
        "modify_end", GMT.format(to));
  }

  private Map<String, String> withPaging(Map<String, String> query, int page) {
    var paged = new LinkedHashMap<>(query);
    paged.put("page", Integer.toString(page));
    paged.put("per_page", Integer.toString(settings.pageSize()));
    return paged;
  }

  private static List<String> ids(List<JsonNode> items) {
    return items.stream().map(PagedListing::id).filter(id -> !id.isEmpty()).distinct().toList();
  }

  private record ItemPages(List<JsonNode> items, boolean complete) {}

  private record ItemPage(List<JsonNode> items, boolean last, @Nullable Long total) {}
}
