package io.proofline.console.audit;

import io.proofline.console.web.Answers;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.SqlQuery;
import io.proofline.console.web.Times;
import io.proofline.text.ComparableText;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Answers questions about the audit trail. */
@RestController
@RequestMapping("/api/v1")
final class AuditController {

  private static final int LARGEST_PAGE = 1000;
  private static final Set<String> PARAMETERS =
      Set.of(
          "asset",
          "proof",
          "collection",
          "gallery",
          "rule",
          "person",
          "kind",
          "from",
          "to",
          "limit",
          "cursor");

  private final AuditQueries queries;
  private final Answers answers;

  AuditController(AuditQueries queries, Answers answers) {
    this.queries = queries;
    this.answers = answers;
  }

  @GetMapping("/audit")
  ObjectNode audit(
      @RequestParam MultiValueMap<String, String> parameters,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    var page = queries.list(filter(parameters), Answers.limit(limit, LARGEST_PAGE), cursor);
    return answers.page(page);
  }

  /** All that happened to an asset, and whether its hash chain is unbroken. */
  @GetMapping("/reviews/{assetId}/timeline")
  ObjectNode timeline(@PathVariable String assetId) {
    var entries = queries.timeline(assetId);
    var answer = answers.object();
    answer.putArray("entries").addAll(entries);
    answer.put("whole", AuditQueries.isUnbroken(entries));
    return answer;
  }

  private static SqlQuery filter(MultiValueMap<String, String> parameters) {
    parameters.keySet().stream()
        .filter(name -> !PARAMETERS.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw ApiException.invalid(
              "'%.80s' is not a parameter of this list; allowed are %s"
                  .formatted(name, String.join(", ", PARAMETERS.stream().sorted().toList())));
        });
    return new SqlQuery()
        .and("asset_id = :asset", "asset", parameters.getFirst("asset"))
        .and("proof_id = :proof", "proof", parameters.getFirst("proof"))
        .and("rule = :rule", "rule", parameters.getFirst("rule"))
        .and("person_id = :person", "person", parameters.getFirst("person"))
        .and("kind = :kind", "kind", parameters.getFirst("kind"))
        .and(
            "asset_id IN (SELECT asset_id FROM collection_item WHERE path = :collection)",
            "collection",
            parameters.getFirst("collection"))
        .and(
            "asset_id IN (SELECT asset_id FROM review_term WHERE kind = 'gallery' AND term_key ="
                + " :gallery)",
            "gallery",
            key(parameters.getFirst("gallery")))
        .and("entered_at >= :from", "from", millis("from", parameters))
        .and("entered_at < :to", "to", millis("to", parameters));
  }

  private static @Nullable String key(@Nullable String text) {
    return text == null ? null : new ComparableText(text).value();
  }

  private static @Nullable Long millis(String name, MultiValueMap<String, String> parameters) {
    var text = parameters.getFirst(name);
    return text == null ? null : Times.parse(name, text).toEpochMilli();
  }
}
