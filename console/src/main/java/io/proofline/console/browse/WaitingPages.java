package io.proofline.console.browse;

import io.proofline.console.page.Section;
import io.proofline.console.page.WaitingCause;
import io.proofline.console.review.ReviewQueries;
import io.proofline.console.site.PageController;
import io.proofline.console.site.Site;
import io.proofline.console.templates.Templates;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ServerWebExchange;

/** Work that waits for a person, by its cause. */
@PageController
final class WaitingPages {

  private final ReviewQueries reviews;
  private final Site site;
  private final Templates templates;

  WaitingPages(ReviewQueries reviews, Site site, Templates templates) {
    this.reviews = reviews;
    this.site = site;
    this.templates = templates;
  }

  @GetMapping("/waiting")
  ResponseEntity<String> waiting(ServerWebExchange exchange) {
    return Site.page(
        templates.waiting(
            site.layout(exchange, "Waiting", Section.WAITING),
            reviews.waitingGroups().stream().map(WaitingCause::of).toList()));
  }
}
