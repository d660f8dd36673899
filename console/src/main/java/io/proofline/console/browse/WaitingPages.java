package io.proofline.console.browse;

import io.proofline.console.page.Section;
import io.proofline.console.page.WaitingCause;
import io.proofline.console.page.WaitingPage;
import io.proofline.console.pause.PauseQueries;
import io.proofline.console.review.ReviewQueries;
import io.proofline.console.rules.RuleNames;
import io.proofline.console.site.PageController;
import io.proofline.console.site.Site;
import io.proofline.console.templates.Templates;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ServerWebExchange;

/** Work that waits for a person, by its cause, and pauses. */
@PageController
final class WaitingPages {

  private final ReviewQueries reviews;
  private final PauseQueries pauses;
  private final RuleNames ruleNames;
  private final Site site;
  private final Templates templates;

  WaitingPages(
      ReviewQueries reviews,
      PauseQueries pauses,
      RuleNames ruleNames,
      Site site,
      Templates templates) {
    this.reviews = reviews;
    this.pauses = pauses;
    this.ruleNames = ruleNames;
    this.site = site;
    this.templates = templates;
  }

  @GetMapping("/waiting")
  ResponseEntity<String> waiting(ServerWebExchange exchange) {
    return Site.page(
        templates.waiting(
            site.layout(exchange, "Waiting", Section.WAITING),
            new WaitingPage(
                WaitingCause.all(reviews.waitingGroups()), pauses.paused(), targets())));
  }

  private Map<String, String> targets() {
    var targets = new LinkedHashMap<String, String>();
    targets.put("all", "Everything");
    targets.put("ziflow", "Calls to Ziflow");
    targets.put("photoshelter", "Calls to PhotoShelter");
    ruleNames.inForce().forEach(rule -> targets.put("rule:" + rule, "Rule " + rule));
    return targets;
  }
}
