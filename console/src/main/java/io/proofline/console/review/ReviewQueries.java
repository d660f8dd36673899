package io.proofline.console.review;

import io.proofline.console.apis.ApiStates;
import io.proofline.console.pause.PauseQueries;
import io.proofline.console.readmodel.ReadModels;
import io.proofline.console.web.Answers;
import io.proofline.console.web.Cursor;
import io.proofline.console.web.Page;
import io.proofline.hash.Sha256;
import io.proofline.text.ComparableText;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Questions about reviews. */
@Component
public final class ReviewQueries {

  private static final List<String> OUTCOME_FIELDS =
      List.of(
          "command_id", "kind", "status", "reason", "began_at", "ended_at", "calls", "call_log");

  private final ReadModels readModels;
  private final PauseQueries pauses;
  private final ApiStates apis;

  ReviewQueries(ReadModels readModels, PauseQueries pauses, ApiStates apis) {
    this.readModels = readModels;
    this.pauses = pauses;
    this.apis = apis;
  }

  /**
   * A stored review.
   *
   * @param version changes with each change of the review
   */
  public record StoredReview(ObjectNode document, String version) {}

  /** The review of an asset; empty if the asset is not known. */
  public Optional<StoredReview> find(String assetId) {
    return readModels
        .reader()
        .sql("SELECT document, source_offset FROM review WHERE asset_id = :asset")
        .param("asset", assetId)
        .query((row, _) ->
            new StoredReview(Answers.document(row.getString(1)), Long.toString(row.getLong(2))))
        .optional();
  }

  /** The review of an asset, with why its work is held back; empty if not known. */
  Optional<StoredReview> findWithObstacles(String assetId) {
    return find(assetId)
        .map(review -> {
          addObstacles(List.of(review.document()));
          var obstacles =
              review.document().path("paused").asString("")
                  + review.document().path("waits_for_api").asString("");
          return new StoredReview(
              review.document(),
              obstacles.isEmpty()
                  ? review.version()
                  : review.version() + "-" + Sha256.hex(obstacles).substring(0, 12));
        });
  }

  /**
   * Adds to each review why a person's pause holds back its work, and why its work waits for an
   * API; null if nothing does.
   */
  void addObstacles(List<ObjectNode> reviews) {
    var assets = reviews.stream().map(each -> each.path("asset_id").asString()).toList();
    var paused = pauses.of(assets);
    var waits = apis.of(assets);
    reviews.forEach(review -> {
      var asset = review.path("asset_id").asString();
      review.put("paused", paused.get(asset));
      review.put("waits_for_api", waits.get(asset));
    });
  }

  /** A page of the reviews that a filter finds. */
  public Page list(ReviewFilter filter, ReviewSort sort, int limit, @Nullable String cursor) {
    var reader = readModels.reader();
    var product = readModels.database().product();
    var query = filter.query(product, TermFrequencies.in(reader, product));
    if (sort == ReviewSort.LONGEST_WAITING) {
      query.and("waits <> 'nobody'");
    }
    Cursor.parse(cursor, sort.word(), 2)
        .ifPresent(at ->
            query.and(sort.behind(), "at", sort.value(at)).parameter("id", at.key().getLast()));
    // a page of ids first, since documents are long, and sorting would move them all
    var page =
        "SELECT asset_id FROM review%s%s LIMIT %d"
            .formatted(query.where(), sort.orderBy(), limit + 1);
    var rows =
        query
            .on(
                reader,
                "SELECT document, %s, asset_id FROM review WHERE asset_id IN (SELECT asset_id FROM (%s) page)%s"
                    .formatted(sort.column(), page, sort.orderBy()))
            .query((row, _) ->
                new Page.Row(
                    Answers.document(row.getString(1)),
                    List.of(row.getString(2), row.getString(3))))
            .list();
    return Page.of(rows, limit, sort.word());
  }

  /** The first reviews that a filter finds, by id, without paging. */
  public List<ObjectNode> first(ReviewFilter filter, int limit) {
    return list(filter, ReviewSort.ASSET, limit, null).items();
  }

  /** The reviews whose file has exactly this name, by id. */
  public List<ObjectNode> named(String fileName, int limit) {
    return readModels
        .reader()
        .sql(
            "SELECT document FROM review WHERE file_name_key = :name ORDER BY asset_id LIMIT"
                + " :limit")
        .param("name", new ComparableText(fileName).value())
        .param("limit", limit)
        .query((row, _) -> Answers.document(row.getString(1)))
        .list();
  }

  /** The assets that were uploaded last, the newest first. */
  public List<ObjectNode> newestUploads(int limit) {
    return readModels
        .reader()
        .sql(
            "SELECT document FROM review WHERE uploaded_at IS NOT NULL"
                + " ORDER BY uploaded_at DESC, asset_id DESC LIMIT :limit")
        .param("limit", limit)
        .query((row, _) -> Answers.document(row.getString(1)))
        .list();
  }

  /** How many reviews there are, by state, rule, reason of waiting and reason. */
  public List<ObjectNode> counts(ReviewFilter filter) {
    var query = filter.query(readModels.database().product());
    var statement =
        query.size() == 0
            ? """
            SELECT state, waits, nullif(rule, ''), nullif(reason, ''), assets
            FROM review_count WHERE assets > 0
            """
            : """
            SELECT state, waits, rule, CASE WHEN state = 'not_picked' THEN reason END, count(*)
            FROM review%s GROUP BY 1, 2, 3, 4
            """
                .formatted(query.where());
    return query
        .on(readModels.reader(), statement + " ORDER BY 5 DESC, 1, 2, 3, 4")
        .query((row, _) -> {
          var count = JsonNodeFactory.instance.objectNode();
          count.put("state", row.getString(1));
          count.put("waits", row.getString(2));
          count.put("rule", row.getString(3));
          count.put("reason", row.getString(4));
          count.put("assets", row.getInt(5));
          return count;
        })
        .list();
  }

  /** How many of the reviews that a filter finds have each text of a kind, the most first. */
  public Map<String, Integer> terms(String kind, ReviewFilter filter, int limit) {
    var query = filter.query(readModels.database().product());
    var counts = new LinkedHashMap<String, Integer>();
    query
        .parameter("kind", kind)
        .on(
            readModels.reader(),
            """
            SELECT term_key, count(*) FROM review_term WHERE kind = :kind%s
            GROUP BY term_key ORDER BY 2 DESC, 1 LIMIT %d
            """
                .formatted(
                    query.size() == 0
                        ? ""
                        : " AND review_id IN (SELECT id FROM review%s)".formatted(query.where()),
                    limit))
        .query(row -> {
          counts.put(row.getString(1), row.getInt(2));
        });
    return counts;
  }

  /** The number of reviews that a filter finds. */
  public int count(ReviewFilter filter) {
    var query = filter.query(readModels.database().product());
    return query
        .on(readModels.reader(), "SELECT count(*) FROM review" + query.where())
        .query(Integer.class)
        .single();
  }

  /** The file names of assets, by id; without those that are not known. */
  public Map<String, String> fileNames(Collection<String> assets) {
    var names = new HashMap<String, String>();
    if (!assets.isEmpty()) {
      readModels
          .reader()
          .sql(
              "SELECT asset_id, file_name FROM review WHERE asset_id IN (:ids) AND file_name IS NOT"
                  + " NULL")
          .param("ids", assets)
          .query(row -> {
            names.put(row.getString(1), row.getString(2));
          });
    }
    return names;
  }

  /** Why reviews wait, each cause with its number and its oldest, the oldest cause first. */
  public List<ObjectNode> waitingGroups() {
    return Stream.concat(pausedGroups(), groupsOfPeople().stream())
        .sorted(Comparator.comparing(group -> group.path("oldest_since").asString()))
        .toList();
  }

  private Stream<ObjectNode> pausedGroups() {
    return pauses.all().stream()
        .map(pause -> {
          var group = JsonNodeFactory.instance.objectNode();
          group.put("waits", "paused");
          group.put("reason", pause.text());
          group.put("paused", pause.target().word());
          group.put("assets", pauses.countHeld(pause));
          group.put("oldest_since", pause.since().toString());
          group.put("newest_since", pause.since().toString());
          group.put("dead_commands", 0);
          group.put("next_step", pause.nextStep());
          return group;
        })
        .filter(group -> group.path("assets").asInt() > 0);
  }

  private List<ObjectNode> groupsOfPeople() {
    return readModels
        .reader()
        .sql(
            """
            SELECT waits, reason, count(*), min(waits_since), max(waits_since), sum(dead_commands),
              min(document)
            FROM review WHERE waits <> 'nobody' GROUP BY waits, reason ORDER BY 4, 1, 2
            """)
        .query((row, _) -> {
          var group = JsonNodeFactory.instance.objectNode();
          group.put("waits", row.getString(1));
          group.put("reason", row.getString(2));
          group.putNull("paused");
          group.put("assets", row.getInt(3));
          group.put("oldest_since", time(row.getLong(4)));
          group.put("newest_since", time(row.getLong(5)));
          group.put("dead_commands", row.getInt(6));
          group.set("next_step", Answers.document(row.getString(7)).path("next_step"));
          return group;
        })
        .list();
  }

  /** The outcomes of an asset's commands, the newest first, each with its last calls. */
  public List<ObjectNode> calls(String assetId, int limit) {
    return readModels
        .reader()
        .sql(
            "SELECT document FROM command_outcome WHERE asset_id = :asset"
                + " ORDER BY ended_at DESC, command_id LIMIT :limit")
        .param("asset", assetId)
        .param("limit", limit)
        .query((row, _) -> calls(Answers.document(row.getString(1))))
        .list();
  }

  private static ObjectNode calls(ObjectNode outcome) {
    var calls = JsonNodeFactory.instance.objectNode();
    OUTCOME_FIELDS.forEach(field -> calls.set(field, outcome.path(field)));
    return calls;
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
