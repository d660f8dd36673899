package io.proofline.console.audit;

import io.proofline.audit.HashChain;
import io.proofline.console.people.PersonNames;
import io.proofline.console.readmodel.ReadModels;
import io.proofline.console.web.Answers;
import io.proofline.console.web.Cursor;
import io.proofline.console.web.Page;
import io.proofline.console.web.SqlQuery;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Questions about the audit trail. The entries hold ids; names of people and texts of comments are
 * added as they are known now, and are null once they are erased.
 */
@Component
public final class AuditQueries {

  private static final String ORDER = "entered_at";

  private final ReadModels readModels;
  private final PersonNames personNames;

  AuditQueries(ReadModels readModels, PersonNames personNames) {
    this.readModels = readModels;
    this.personNames = personNames;
  }

  /** The entries that a filter finds, the oldest first. */
  public Page list(SqlQuery filter, int limit, @Nullable String cursor) {
    Cursor.parse(cursor, ORDER, 3)
        .ifPresent(at ->
            filter
                .and(
                    "(entered_at, asset_id, sequence_number) > (:at, :id, :sequence)",
                    "at",
                    at.number(0))
                .parameter("id", at.key().get(1))
                .parameter("sequence", at.number(2)));
    var rows =
        filter
            .on(
                readModels.reader(),
                """
                SELECT document, entered_at, asset_id, sequence_number FROM audit_entry%s
                ORDER BY entered_at, asset_id, sequence_number LIMIT %d
                """
                    .formatted(filter.where(), limit + 1))
            .query((row, _) ->
                new Page.Row(
                    Answers.document(row.getString(1)),
                    List.of(row.getString(2), row.getString(3), row.getString(4))))
            .list();
    var page = Page.of(rows, limit, ORDER);
    addNames(page.items());
    return page;
  }

  /** All entries about an asset, in the order of its chain. */
  public List<ObjectNode> timeline(String assetId) {
    var entries =
        readModels
            .reader()
            .sql(
                "SELECT document FROM audit_entry WHERE asset_id = :asset ORDER BY sequence_number")
            .param("asset", assetId)
            .query((row, _) -> Answers.document(row.getString(1)))
            .list();
    addNames(entries);
    return entries;
  }

  /** The newest entries, the newest first. */
  public List<ObjectNode> newest(int limit) {
    var entries =
        readModels
            .reader()
            .sql(
                "SELECT document FROM audit_entry ORDER BY entered_at DESC, asset_id DESC,"
                    + " sequence_number DESC LIMIT :limit")
            .param("limit", limit)
            .query((row, _) -> Answers.document(row.getString(1)))
            .list();
    addNames(entries);
    return entries;
  }

  /** How many entries there are since a time, by their kind. */
  public Map<String, Integer> kindsSince(Instant time) {
    var counts = new HashMap<String, Integer>();
    readModels
        .reader()
        .sql("SELECT kind, count(*) FROM audit_entry WHERE entered_at >= :time GROUP BY kind")
        .param("time", time.toEpochMilli())
        .query(row -> {
          counts.put(row.getString(1), row.getInt(2));
        });
    return counts;
  }

  /** Whether no entry of a timeline is missing or was changed. */
  public static boolean isUnbroken(List<ObjectNode> timeline) {
    return HashChain.isUnbroken(timeline.stream().map(AuditEntries::parse).toList());
  }

  private void addNames(List<ObjectNode> entries) {
    var people = new HashSet<String>();
    var notes = new HashSet<String>();
    for (var entry : entries) {
      people.add(entry.path("person_id").asString(""));
      notes.add(entry.path("details").path("note").asString(""));
    }
    var names = personNames.of(people);
    var texts = texts(notes);
    for (var entry : entries) {
      entry.put("name", names.get(entry.path("person_id").asString("")));
      entry.put("text", texts.get(entry.path("details").path("note").asString("")));
    }
  }

  private Map<String, String> texts(Set<String> notes) {
    var found = new HashMap<String, String>();
    if (!notes.isEmpty()) {
      readModels
          .reader()
          .sql("SELECT note_id, comment_body FROM comment_text WHERE note_id IN (:ids)")
          .param("ids", notes)
          .query(row -> {
            found.put(row.getString(1), row.getString(2));
          });
    }
    return found;
  }
}
