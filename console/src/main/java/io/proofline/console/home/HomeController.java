package io.proofline.console.home;

import io.proofline.console.audit.AuditQueries;
import io.proofline.console.page.AuditSentence;
import io.proofline.console.page.HomePage;
import io.proofline.console.page.HomePage.TodaysCount;
import io.proofline.console.page.ReviewNumbers;
import io.proofline.console.page.Section;
import io.proofline.console.page.WaitingCause;
import io.proofline.console.page.When;
import io.proofline.console.pause.PauseQueries;
import io.proofline.console.review.ReviewFilter;
import io.proofline.console.review.ReviewQueries;
import io.proofline.console.site.PageController;
import io.proofline.console.site.Site;
import io.proofline.console.status.FreshnessQueries;
import io.proofline.console.templates.Templates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ServerWebExchange;

/** The home page: waiting work, changes of today, and the freshness of each source. */
@PageController
final class HomeController {

  private static final int NEWEST = 8;

  /** Kinds of the audit trail that matter to people, in the order of a review. */
  private static final Map<String, String> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("proof_opened", "proofs made");
    KINDS.put("decision", "decisions");
    KINDS.put("comment", "comments");
    KINDS.put("verdict", "verdicts");
    KINDS.put("published", "added to galleries");
    KINDS.put("taken_out", "taken out of galleries");
    KINDS.put("requested", "requests of people");
    KINDS.put("call_died", "failed calls");
  }

  private final ReviewQueries reviews;
  private final PauseQueries pauses;
  private final AuditQueries audit;
  private final FreshnessQueries freshness;
  private final Site site;
  private final Templates templates;

  HomeController(
      ReviewQueries reviews,
      PauseQueries pauses,
      AuditQueries audit,
      FreshnessQueries freshness,
      Site site,
      Templates templates) {
    this.reviews = reviews;
    this.pauses = pauses;
    this.audit = audit;
    this.freshness = freshness;
    this.site = site;
    this.templates = templates;
  }

  @GetMapping("/")
  ResponseEntity<String> home(ServerWebExchange exchange) {
    var all = ReviewFilter.parse(new LinkedMultiValueMap<>(), Set.of());
    var page =
        new HomePage(
            ReviewNumbers.of(reviews.counts(all)),
            WaitingCause.all(reviews.waitingGroups()),
            pauses.paused(),
            today(site.when(exchange)),
            newest(),
            freshness.now());
    return Site.page(templates.home(site.layout(exchange, "Home", Section.HOME), page));
  }

  private List<TodaysCount> today(When when) {
    var counts = audit.kindsSince(when.today());
    return KINDS.entrySet().stream()
        .filter(kind -> counts.containsKey(kind.getKey()))
        .map(kind ->
            new TodaysCount(kind.getValue(), kind.getKey(), counts.getOrDefault(kind.getKey(), 0)))
        .toList();
  }

  private List<AuditSentence> newest() {
    var entries = audit.newest(NEWEST);
    var names =
        reviews.fileNames(
            entries.stream().map(entry -> entry.path("asset_id").asString()).distinct().toList());
    return entries.stream()
        .map(entry ->
            AuditSentence.of(entry, Map.of(), names.get(entry.path("asset_id").asString())))
        .toList();
  }
}
