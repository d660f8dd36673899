package io.proofline.console.collection;

import io.proofline.console.database.DatabaseProduct;
import io.proofline.console.readmodel.ReadModels;
import io.proofline.console.web.Answers;
import io.proofline.console.web.Cursor;
import io.proofline.console.web.Page;
import io.proofline.console.web.SqlQuery;
import io.proofline.text.ComparableText;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Questions about collections under review. */
@Component
public final class CollectionQueries {

  private static final String BY_PATH = "path";
  private static final String BY_ASSET = "asset";

  private final ReadModels readModels;

  CollectionQueries(ReadModels readModels) {
    this.readModels = readModels;
  }

  /**
   * Collections with their progress.
   *
   * @param part part of the path; null for all
   */
  public Page list(
      @Nullable String part, @Nullable Boolean isReady, int limit, @Nullable String cursor) {
    var query = new SqlQuery();
    if (part != null && !part.isBlank()) {
      query.and(DatabaseProduct.like("path_key", new ComparableText(part).value()));
    }
    query.and("is_ready = :ready", "ready", isReady == null ? null : isReady ? 1 : 0);
    Cursor.parse(cursor, BY_PATH, 1)
        .ifPresent(at -> query.and("path > :at", "at", at.key().getFirst()));
    return page(
        query,
        "SELECT document, path FROM collection",
        "path",
        BY_PATH,
        limit,
        CollectionQueries::withProgress);
  }

  /** One collection, by its path; empty if no asset is known in it. */
  public Optional<ObjectNode> find(String path) {
    return readModels
        .reader()
        .sql("SELECT document FROM collection WHERE path_key = :key ORDER BY path")
        .param("key", new ComparableText(path).value())
        .query((row, _) -> Answers.document(row.getString(1)))
        .list()
        .stream()
        .findFirst()
        .map(CollectionQueries::withProgress);
  }

  /** The assets of a collection, each with the state of its review. */
  public Page items(String path, int limit, @Nullable String cursor) {
    var query = new SqlQuery().and("path = :path", "path", path);
    Cursor.parse(cursor, BY_ASSET, 1)
        .ifPresent(at -> query.and("asset_id > :at", "at", at.key().getFirst()));
    return page(
        query,
        "SELECT document, asset_id FROM collection_item",
        "asset_id",
        BY_ASSET,
        limit,
        item -> item);
  }

  private Page page(
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
    return Page.of(rows, limit, sort);
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
