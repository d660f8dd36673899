package io.proofline.console.browse;

import io.proofline.console.ConsoleProperties;
import io.proofline.console.audit.AuditQueries;
import io.proofline.console.page.AuditSentence;
import io.proofline.console.page.PhotoPage;
import io.proofline.console.page.Section;
import io.proofline.console.page.WhyReviewed;
import io.proofline.console.people.PersonNames;
import io.proofline.console.review.ReviewQueries;
import io.proofline.console.rules.RulesQueries;
import io.proofline.console.site.PageController;
import io.proofline.console.site.Site;
import io.proofline.console.templates.Templates;
import io.proofline.console.web.ApiException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ServerWebExchange;
import tools.jackson.databind.JsonNode;

/** One photograph: its state, why it is so, and all that happened to it. */
@PageController
final class PhotoPages {

  private static final int MOST_CALLS = 20;

  private final ReviewQueries reviews;
  private final AuditQueries audit;
  private final RulesQueries rules;
  private final PersonNames names;
  private final Site site;
  private final Templates templates;
  private final String rulesName;
  private final String libraryUrl;

  PhotoPages(
      ReviewQueries reviews,
      AuditQueries audit,
      RulesQueries rules,
      PersonNames names,
      Site site,
      Templates templates,
      ConsoleProperties settings) {
    this.reviews = reviews;
    this.audit = audit;
    this.rules = rules;
    this.names = names;
    this.site = site;
    this.templates = templates;
    this.rulesName = settings.rulesName();
    this.libraryUrl = settings.libraryUrl();
  }

  @GetMapping("/reviews/{assetId}")
  ResponseEntity<String> photo(@PathVariable String assetId, ServerWebExchange exchange) {
    var review =
        reviews
            .find(assetId)
            .map(ReviewQueries.StoredReview::document)
            .orElseThrow(() ->
                ApiException.notFound(
                    "No photograph with the id %.80s is known. Proofline knows one once it has read it from the library."
                        .formatted(assetId)));
    var entries = audit.timeline(assetId);
    var stages = stages(review);
    var page =
        new PhotoPage(
            review,
            names.of(people(review)),
            entries.reversed().stream()
                .map(entry -> AuditSentence.of(entry, stages, null))
                .toList(),
            AuditQueries.isUnbroken(entries),
            List.copyOf(reviews.calls(assetId, MOST_CALLS)),
            why(review),
            libraryUrl);
    return Site.page(
        templates.photo(site.layout(exchange, page.fileName(), Section.REVIEWS), page));
  }

  /** By the rules that chose its reviewers; before that, by those in force. */
  private @Nullable WhyReviewed why(JsonNode review) {
    var version = review.path("rules_version").asString("");
    return Optional.of(version)
        .filter(each -> review.path("rule").isString())
        .flatMap(each -> rules.version(rulesName, each))
        .or(() -> rules.inForce(rulesName))
        .filter(_ -> review.path("asset").isObject())
        .map(pushed -> RulesAnswers.of(pushed.yaml(), review.path("asset")))
        .orElse(null);
  }

  private static Map<String, String> stages(JsonNode review) {
    var stages = new HashMap<String, String>();
    for (var stage : review.path("stages")) {
      stages.put(stage.path("id").asString(""), stage.path("name").asString(""));
    }
    return stages;
  }

  private static Set<String> people(JsonNode review) {
    var people = new HashSet<String>();
    for (var stage : review.path("stages")) {
      for (var member : stage.path("members")) {
        people.add(member.path("person_id").asString(""));
      }
    }
    return people;
  }
}
