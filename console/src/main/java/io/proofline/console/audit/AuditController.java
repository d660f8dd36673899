package io.proofline.console.audit;

import io.proofline.console.web.Answers;
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
    var page =
        queries.list(AuditFilter.parse(parameters), Answers.limit(limit, LARGEST_PAGE), cursor);
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
}
