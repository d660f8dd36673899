package io.proofline.console.browse;

import io.proofline.console.page.PageQuery;
import io.proofline.console.page.PhotoCard;
import io.proofline.console.page.ReviewNumbers;
import io.proofline.console.page.ReviewsPage;
import io.proofline.console.page.Section;
import io.proofline.console.people.PersonNames;
import io.proofline.console.review.ReviewFilter;
import io.proofline.console.review.ReviewQueries;
import io.proofline.console.review.ReviewSort;
import io.proofline.console.site.PageController;
import io.proofline.console.site.Site;
import io.proofline.console.templates.Templates;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;

/** Searches photographs; the address holds the search. */
@PageController
final class ReviewPages {

  private static final int PAGE_SIZE = 60;
  private static final int MOST_HOLDERS = 8;
  private static final Set<String> OTHERS = Set.of("sort", "view", "cursor", "limit");

  private final ReviewQueries reviews;
  private final PersonNames names;
  private final Site site;
  private final Templates templates;

  ReviewPages(ReviewQueries reviews, PersonNames names, Site site, Templates templates) {
    this.reviews = reviews;
    this.names = names;
    this.site = site;
    this.templates = templates;
  }

  @GetMapping("/reviews")
  ResponseEntity<String> reviews(
      @RequestParam MultiValueMap<String, String> parameters, ServerWebExchange exchange) {
    var search = new PageQuery("/reviews", parameters);
    var filter = ReviewFilter.parse(search.filter(), OTHERS);
    var found =
        reviews.list(
            filter,
            ReviewSort.of(search.first("sort").isEmpty() ? "newest" : search.first("sort")),
            PAGE_SIZE,
            search.first("cursor"));
    var when = site.when(exchange);
    var holders =
        reviews.terms(
            "holder", ReviewFilter.parse(search.without("holder").filter(), OTHERS), MOST_HOLDERS);
    var page =
        new ReviewsPage(
            search,
            reviews.count(filter),
            new ReviewFacets(search, numbers(search)).all(holders, names.of(holders.keySet())),
            found.items().stream().map(review -> PhotoCard.of(review, when)).toList(),
            found.next().map(cursor -> search.at(cursor.text()).href()).orElse(null));
    return Site.page(templates.reviews(site.layout(exchange, "Reviews", Section.REVIEWS), page));
  }

  private ReviewNumbers numbers(PageQuery search) {
    var others = search.without("state").without("waits").without("rule").filter();
    return ReviewNumbers.of(reviews.counts(ReviewFilter.parse(others, OTHERS)));
  }
}
