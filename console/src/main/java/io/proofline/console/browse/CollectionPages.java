package io.proofline.console.browse;

import io.proofline.console.collection.CollectionQueries;
import io.proofline.console.page.CollectionPage;
import io.proofline.console.page.CollectionPage.CollectionProgress;
import io.proofline.console.page.PageQuery;
import io.proofline.console.page.PhotoCard;
import io.proofline.console.page.Section;
import io.proofline.console.page.Sentences;
import io.proofline.console.review.ReviewFilter;
import io.proofline.console.review.ReviewQueries;
import io.proofline.console.site.PageController;
import io.proofline.console.site.Site;
import io.proofline.console.templates.Templates;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.Cursor;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import tools.jackson.databind.node.ObjectNode;

/** Collections under review, and one as a wall of pictures. */
@PageController
final class CollectionPages {

  private static final int LIST_SIZE = 100;
  private static final int WALL_SIZE = 120;

  private final CollectionQueries collections;
  private final ReviewQueries reviews;
  private final Site site;
  private final Templates templates;

  CollectionPages(
      CollectionQueries collections, ReviewQueries reviews, Site site, Templates templates) {
    this.collections = collections;
    this.reviews = reviews;
    this.site = site;
    this.templates = templates;
  }

  @GetMapping("/collections")
  ResponseEntity<String> list(
      @RequestParam MultiValueMap<String, String> parameters, ServerWebExchange exchange) {
    var search = new PageQuery("/collections", parameters);
    var found = collections.list(search.first("q"), null, LIST_SIZE, search.first("cursor"));
    return Site.page(
        templates.collections(
            site.layout(exchange, "Collections", Section.COLLECTIONS),
            search,
            found.items().stream().map(CollectionProgress::of).toList(),
            found.next().map(Cursor::text).map(cursor -> search.at(cursor).href()).orElse(null)));
  }

  @GetMapping("/collections/one")
  ResponseEntity<String> one(
      @RequestParam MultiValueMap<String, String> parameters, ServerWebExchange exchange) {
    var search = new PageQuery("/collections/one", parameters);
    var progress =
        collections
            .find(search.first("path"))
            .map(CollectionProgress::of)
            .orElseThrow(() ->
                ApiException.notFound(
                    "No photograph is known in a collection “%.200s”."
                        .formatted(search.first("path"))));
    var items = collections.items(progress.path(), WALL_SIZE, search.first("cursor"));
    var photographs = photographs(items.items());
    var when = site.when(exchange);
    var page =
        new CollectionPage(
            progress,
            photographs.stream()
                .map(review -> PhotoCard.of(review, when))
                .sorted(Comparator.comparingInt(card -> order(card.state().style())))
                .toList(),
            holders(photographs),
            items.next().map(cursor -> search.at(cursor.text()).href()).orElse(null));
    return Site.page(
        templates.collection(site.layout(exchange, progress.name(), Section.COLLECTIONS), page));
  }

  /** Problems first, then open work, then the rest. */
  private static int order(String style) {
    return List.of("no", "change", "open", "none", "ok").indexOf(style);
  }

  private List<ObjectNode> photographs(List<ObjectNode> items) {
    if (items.isEmpty()) {
      return List.of();
    }
    MultiValueMap<String, String> filter = new LinkedMultiValueMap<>();
    items.forEach(item -> filter.add("asset", item.path("asset_id").asString()));
    return reviews.first(ReviewFilter.parse(filter, Set.of()), items.size());
  }

  private static List<String> holders(List<ObjectNode> photographs) {
    var counts = new TreeMap<String, Integer>();
    for (var review : photographs) {
      for (var stage : review.path("stages")) {
        if (stage.path("status").asString("").equals("in_progress")) {
          counts.merge(stage.path("name").asString(), 1, Integer::sum);
        }
      }
    }
    return counts.entrySet().stream()
        .map(stage -> "%s has %s".formatted(stage.getKey(), Sentences.number(stage.getValue())))
        .toList();
  }
}
