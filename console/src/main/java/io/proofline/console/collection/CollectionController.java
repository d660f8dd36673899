package io.proofline.console.collection;

import io.proofline.console.database.DatabaseProduct;
import io.proofline.console.readmodel.ReadModels;
import io.proofline.console.web.Answers;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.Cursor;
import io.proofline.console.web.Page;
import io.proofline.console.web.SqlQuery;
import io.proofline.text.ComparableText;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers questions about collections under review. */
@RestController
@RequestMapping("/api/v1")
final class CollectionController {

  private static final int LARGEST_PAGE = 1000;
  private static final String BY_PATH = "path";
  private static final String BY_ASSET = "asset";

  private final ReadModels readModels;
  private final Answers answers;

  CollectionController(ReadModels readModels, Answers answers) {
    this.readModels = readModels;
    this.answers = answers;
  }

  /** Collections with their progress; {@code q} is a part of the path. */
  @GetMapping("/collections")
  ObjectNode collections(
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(name = "is_ready", required = false) @Nullable Boolean isReady,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    var query = new SqlQuery();
    if (q != null && !q.isBlank()) {
      query.and(DatabaseProduct.like("path_key", new ComparableText(q).value()));
    }
    query.and("is_ready = :ready", "ready", isReady == null ? null : isReady ? 1 : 0);
    Cursor.parse(cursor, BY_PATH, 1)
        .ifPresent(at -> query.and("path > :at", "at", at.key().getFirst()));
    return page(
        query,
        "SELECT document, path FROM collection",
        "path",
        BY_PATH,
        Answers.limit(limit, LARGEST_PAGE),
        CollectionController::withProgress);
  }

  /** One collection, by its path: names joined by slashes, outermost first. */
  @GetMapping("/collections/one")
  ObjectNode collection(@RequestParam String path) {
    var found =
        readModels
            .reader()
            .sql("SELECT document FROM collection WHERE path_key = :key ORDER BY path")
            .param("key", new ComparableText(path).value())
            .query((row, _) -> Answers.document(row.getString(1)))
            .list();
    if (found.isEmpty()) {
      throw ApiException.notFound(
          "No asset is known in a collection '%.200s'. Find it by a part of its path: GET /api/v1/collections?q=…"
              .formatted(path));
    }
    var answer = answers.object();
    answer.set("collection", withProgress(found.getFirst()));
    return answer;
  }

  /** The assets of a collection, each with the state of its review. */
  @GetMapping("/collections/items")
  ObjectNode items(
      @RequestParam String path,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    var query = new SqlQuery().and("path = :path", "path", path);
    Cursor.parse(cursor, BY_ASSET, 1)
        .ifPresent(at -> query.and("asset_id > :at", "at", at.key().getFirst()));
    return page(
        query,
        "SELECT document, asset_id FROM collection_item",
        "asset_id",
        BY_ASSET,
        Answers.limit(limit, LARGEST_PAGE),
        item -> item);
  }

  private ObjectNode page(
      SqlQuery query,
      String select,
      String order,
      String sort,
      int limit,
      UnaryOperator<ObjectNode> describe) {
    var rows =
        query
            .on(
                readModels.reader(),
                "%s%s ORDER BY %s LIMIT %d".formatted(select, query.where(), order, limit + 1))
            .query((row, _) ->
                new Page.Row(
                    describe.apply(Answers.document(row.getString(1))), List.of(row.getString(2))))
            .list();
    return answers.page(Page.of(rows, limit, sort));
  }

  private static ObjectNode withProgress(ObjectNode collection) {
    return collection.put("progress", progress(collection));
  }

  /** Why a collection is ready, or why it is not; {@code ready} is of an older version's record. */
  private static String progress(JsonNode collection) {
    if (!collection.path("is_ready").asBoolean()) {
      return collection.path("open").asInt() > 0 ? "in_review" : "all_out";
    }
    var approved = collection.path("approved");
    if (approved.isNull()) {
      return "ready";
    }
    return approved.asInt() > 0 ? "approved" : "nothing_to_review";
  }
}
