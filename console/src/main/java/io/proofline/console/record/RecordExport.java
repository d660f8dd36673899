package io.proofline.console.record;

import io.proofline.console.audit.AuditQueries;
import io.proofline.console.review.ReviewQueries;
import io.proofline.console.web.Cursor;
import io.proofline.console.web.Page;
import io.proofline.console.web.SqlQuery;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Entries of the audit trail as a file, with the names of photographs; read page by page. */
final class RecordExport {

  private static final int PAGE_SIZE = 1000;
  private static final List<String> COLUMNS =
      List.of(
          "entered_at",
          "occurred_at",
          "asset_id",
          "file_name",
          "sequence",
          "kind",
          "old",
          "new",
          "person_id",
          "name",
          "text",
          "rule",
          "rules_version",
          "details",
          "source",
          "cause",
          "command_id",
          "previous",
          "hash");

  private final AuditQueries audit;
  private final ReviewQueries reviews;
  private final Supplier<SqlQuery> filter;

  /**
   * An export.
   *
   * @param filter creates the filter for each page
   */
  RecordExport(AuditQueries audit, ReviewQueries reviews, Supplier<SqlQuery> filter) {
    this.audit = audit;
    this.reviews = reviews;
    this.filter = filter;
  }

  /** A line for each entry, after one with the names of the columns. */
  Flux<String> csv() {
    return Flux.concat(
        Flux.just(String.join(",", COLUMNS) + "\r\n"),
        pages()
            .map(page -> {
              var lines = new StringBuilder();
              page.forEach(entry -> lines.append(line(entry)));
              return lines.toString();
            }));
  }

  /** An array of entries as the API has them, each with the field {@code file_name}. */
  Flux<String> json() {
    var entries =
        pages()
            .map(page -> String.join(",\n", page.stream().map(ObjectNode::toString).toList()))
            .filter(page -> !page.isEmpty())
            .index()
            .map(page -> (page.getT1() == 0 ? "" : ",\n") + page.getT2());
    return Flux.concat(Flux.just("[\n"), entries, Flux.just("\n]\n"));
  }

  private record Position(@Nullable String cursor, boolean isEnd) {}

  private Flux<List<ObjectNode>> pages() {
    return Flux.<List<ObjectNode>, Position>generate(
            () -> new Position(null, false),
            (position, sink) -> {
              if (position.isEnd()) {
                sink.complete();
                return position;
              }
              var page = audit.list(filter.get(), PAGE_SIZE, position.cursor());
              sink.next(withFileNames(page));
              return new Position(
                  page.next().map(Cursor::text).orElse(null), page.next().isEmpty());
            })
        .subscribeOn(Schedulers.boundedElastic());
  }

  private List<ObjectNode> withFileNames(Page page) {
    Map<String, String> names =
        reviews.fileNames(
            page.items().stream()
                .map(entry -> entry.path("asset_id").asString())
                .distinct()
                .toList());
    page.items()
        .forEach(entry -> entry.put("file_name", names.get(entry.path("asset_id").asString())));
    return page.items();
  }

  private static String line(JsonNode entry) {
    return String.join(",", COLUMNS.stream().map(column -> cell(entry.path(column))).toList())
        + "\r\n";
  }

  /** A text that a spreadsheet would take for a formula is preceded by an apostrophe. */
  static String cell(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    var text = value.isString() ? value.asString() : value.toString();
    var harmless = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
    return "\"" + harmless.replace("\"", "\"\"") + "\"";
  }
}
