package io.proofline.console.collection;

import io.proofline.console.web.Answers;
import io.proofline.console.web.ApiException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Answers questions about collections under review. */
@RestController
@RequestMapping("/api/v1")
final class CollectionController {

  private static final int LARGEST_PAGE = 1000;

  private final CollectionQueries queries;
  private final Answers answers;

  CollectionController(CollectionQueries queries, Answers answers) {
    this.queries = queries;
    this.answers = answers;
  }

  /** Collections with their progress; {@code q} is a part of the path. */
  @GetMapping("/collections")
  ObjectNode collections(
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(name = "is_ready", required = false) @Nullable Boolean isReady,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return answers.page(queries.list(q, isReady, Answers.limit(limit, LARGEST_PAGE), cursor));
  }

  /** One collection, by its path: names joined by slashes, outermost first. */
  @GetMapping("/collections/one")
  ObjectNode collection(@RequestParam String path) {
    var answer = answers.object();
    answer.set(
        "collection",
        queries
            .find(path)
            .orElseThrow(() ->
                ApiException.notFound(
                    "No asset is known in a collection '%.200s'. Find it by a part of its path: GET /api/v1/collections?q=…"
                        .formatted(path))));
    return answer;
  }

  /** The assets of a collection, each with the state of its review. */
  @GetMapping("/collections/items")
  ObjectNode items(
      @RequestParam String path,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return answers.page(queries.items(path, Answers.limit(limit, LARGEST_PAGE), cursor));
  }
}
