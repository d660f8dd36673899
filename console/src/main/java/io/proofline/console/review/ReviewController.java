package io.proofline.console.review;

import io.proofline.console.web.Answers;
import io.proofline.console.web.ApiException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import tools.jackson.databind.node.ObjectNode;

/** Answers questions about reviews and about the work that waits for a person. */
@RestController
@RequestMapping("/api/v1")
final class ReviewController {

  private static final int LARGEST_PAGE = 500;
  private static final Set<String> PAGING = Set.of("sort", "limit", "cursor");

  private final ReviewQueries queries;
  private final Answers answers;

  ReviewController(ReviewQueries queries, Answers answers) {
    this.queries = queries;
    this.answers = answers;
  }

  @GetMapping("/reviews")
  ObjectNode reviews(
      @RequestParam MultiValueMap<String, String> parameters,
      @RequestParam(defaultValue = "file_name") String sort,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    var page =
        queries.list(
            ReviewFilter.parse(parameters, PAGING),
            ReviewSort.of(sort),
            Answers.limit(limit, LARGEST_PAGE),
            cursor);
    queries.addObstacles(page.items());
    return answers.page(page);
  }

  @GetMapping("/reviews/{assetId}")
  ResponseEntity<ObjectNode> review(@PathVariable String assetId, ServerWebExchange exchange) {
    var review =
        queries
            .findWithObstacles(assetId)
            .orElseThrow(() ->
                ApiException.notFound(
                    "Nothing is known of asset %.80s. Find it by its file name: GET /api/v1/reviews?q=…"
                        .formatted(assetId)));
    if (exchange.checkNotModified("\"%s\"".formatted(review.version()))) {
      return ResponseEntity.status(HttpStatus.NOT_MODIFIED).build();
    }
    var answer = answers.object();
    answer.set("review", review.document());
    return ResponseEntity.ok(answer);
  }

  /** The commands of an asset that have ended, with the calls that were made for them. */
  @GetMapping("/reviews/{assetId}/calls")
  ObjectNode calls(@PathVariable String assetId, @RequestParam(defaultValue = "50") int limit) {
    var answer = answers.object();
    answer.putArray("commands").addAll(queries.calls(assetId, Answers.limit(limit, LARGEST_PAGE)));
    return answer;
  }

  @GetMapping("/review-counts")
  ObjectNode counts(@RequestParam MultiValueMap<String, String> parameters) {
    var answer = answers.object();
    answer.putArray("counts").addAll(queries.counts(ReviewFilter.parse(parameters, Set.of())));
    return answer;
  }

  /** Work that waits for a person, by cause; its assets are reviews with {@code waits=any}. */
  @GetMapping("/waiting")
  ObjectNode waiting() {
    var answer = answers.object();
    answer.putArray("groups").addAll(queries.waitingGroups());
    return answer;
  }
}
