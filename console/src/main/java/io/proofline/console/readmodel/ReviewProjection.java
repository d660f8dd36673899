package io.proofline.console.readmodel;

import io.proofline.console.web.AvroJson;
import io.proofline.hash.Sha256;
import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.OpenCommand;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.WaitsFor;
import io.proofline.text.ComparableText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSourceUtils;

/** Copies reviews, with the terms by which they are found. */
final class ReviewProjection implements Projection<ReviewView> {

  private static final Upsert REVIEWS =
      new Upsert(
          "review",
          List.of("asset_id"),
          List.of(
              "file_name",
              "file_name_key",
              "state",
              "waits",
              "waits_since",
              "reason",
              "rule",
              "rule_key",
              "rules_version",
              "proof_id",
              "open_ziflow",
              "open_photoshelter",
              "awaits_permit",
              "dead_commands",
              "oldest_command",
              "uploaded_at",
              "updated_at",
              "terms_hash",
              "document",
              "source_partition",
              "waiting_offset"),
          Map.of(
              "waiting_offset",
              """
              CASE WHEN review.waits = excluded.waits
                AND (excluded.waits = 'nobody' OR review.reason IS NOT DISTINCT FROM excluded.reason)
              THEN review.waiting_offset ELSE excluded.source_offset END\
              """));

  private static final Upsert DELETIONS =
      new Upsert("review_deletion", List.of("asset_id"), List.of("source_partition"));

  private final Topic<String, ReviewView> topic;

  ReviewProjection(Topic<String, ReviewView> topic) {
    this.topic = topic;
  }

  @Override
  public Topic<String, ReviewView> topic() {
    return topic;
  }

  @Override
  public void apply(NamedParameterJdbcTemplate sql, List<Change<ReviewView>> changes) {
    var newest = new TreeMap<String, Change<ReviewView>>();
    changes.forEach(change -> newest.put(change.key(), change));
    var stored = stored(sql, newest.keySet());
    newest
        .values()
        .removeIf(change ->
            stored.containsKey(change.key())
                && stored.get(change.key()).offset() > change.offset());
    var terms = new TreeMap<String, StoredTerms>();
    newest.forEach((asset, change) -> terms.put(asset, StoredTerms.of(change.value())));
    var changed = new TreeMap<>(terms); // most changes of a review leave its terms as they are
    changed
        .entrySet()
        .removeIf(each -> {
          var former = stored.get(each.getKey());
          return former != null && former.termsHash().equals(each.getValue().hash());
        });
    deleteTerms(sql, changed.keySet(), stored);
    ReviewCounts.update(sql, newest.values(), stored);
    REVIEWS.write(
        sql,
        newest.entrySet().stream()
            .map(each -> row(each.getValue(), Objects.requireNonNull(terms.get(each.getKey())))));
    insertTerms(sql, changed);
    DELETIONS.write(sql, newest.values().stream().map(ReviewProjection::deletion));
    forgetDeletions(sql, newest.values());
  }

  /** Deletions are kept for followers of changes, which can't see them in the table of reviews. */
  private static Upsert.Row deletion(Change<ReviewView> change) {
    return change.value() == null
        ? Upsert.Row.of(List.of(change.key()), change.offset(), change.partition())
        : Upsert.Row.deleted(List.of(change.key()), change.offset());
  }

  private static void forgetDeletions(
      NamedParameterJdbcTemplate sql, Collection<Change<ReviewView>> changes) {
    var newest = new TreeMap<Integer, Long>();
    changes.stream()
        .filter(change -> change.value() == null)
        .forEach(change -> newest.merge(change.partition(), change.offset(), Math::max));
    newest.forEach((partition, offset) ->
        sql.update(
            "DELETE FROM review_deletion WHERE source_partition = :partition AND source_offset <"
                + " :offset",
            Map.of("partition", partition, "offset", offset - ReviewsPosition.FOLLOWED_RECORDS)));
  }

  /**
   * The part of a stored review that its next version is compared with.
   *
   * @param group by which it is counted
   */
  record StoredReview(long id, String termsHash, long offset, ReviewCounts.Group group) {}

  /**
   * The terms of a review, with the hash by which the next version's are compared.
   *
   * @param hash also stored, so that unchanged terms are not written again
   */
  private record StoredTerms(Set<ReviewTerms.Term> terms, String hash) {

    static StoredTerms of(@Nullable ReviewView view) {
      var terms = view == null ? Set.<ReviewTerms.Term>of() : ReviewTerms.of(view);
      return new StoredTerms(terms, Sha256.hex(terms.toString()));
    }
  }

  private static Map<String, StoredReview> stored(
      NamedParameterJdbcTemplate sql, Set<String> assets) {
    var stored = new HashMap<String, StoredReview>();
    sql.query(
        """
        SELECT asset_id, id, terms_hash, source_offset, state, waits, rule, reason
        FROM review WHERE asset_id IN (:assets)
        """,
        Map.of("assets", assets),
        row -> {
          stored.put(
              row.getString(1),
              new StoredReview(
                  row.getLong(2),
                  row.getString(3),
                  row.getLong(4),
                  ReviewCounts.Group.of(
                      row.getString(5), row.getString(6), row.getString(7), row.getString(8))));
        });
    return stored;
  }

  private static Upsert.Row row(Change<ReviewView> change, StoredTerms terms) {
    var view = change.value();
    if (view == null) {
      return Upsert.Row.deleted(List.of(change.key()), change.offset());
    }
    var name = view.getFileName();
    return Upsert.Row.of(
        List.of(change.key()),
        change.offset(),
        name,
        name == null ? "" : new ComparableText(name).value(),
        AvroJson.word(view.getState()),
        AvroJson.word(view.getWaits()),
        millis(waitsSince(view)),
        view.getReason(),
        view.getRule(),
        view.getRule() == null ? null : new ComparableText(view.getRule()).value(),
        view.getRulesVersion(),
        view.getProofId(),
        OpenWork.ofZiflow(view),
        OpenWork.ofPhotoshelter(view),
        OpenWork.awaitsPermit(view) ? 1 : 0,
        (int) view.getOpenCommands().stream().filter(OpenCommand::getDead).count(),
        millis(oldestCommand(view)),
        millis(view.getAsset() == null ? null : view.getAsset().getUploadedAt()),
        view.getUpdatedAt().toEpochMilli(),
        terms.hash(),
        AvroJson.of(view).toString(),
        change.partition(),
        view.getWaits() == WaitsFor.NOBODY ? -1L : change.offset());
  }

  /** A view of an older version may wait for a person without a time. */
  private static @Nullable Instant waitsSince(ReviewView view) {
    return view.getWaitsSince() == null ? view.getUpdatedAt() : view.getWaitsSince();
  }

  private static @Nullable Instant oldestCommand(ReviewView view) {
    return view.getOpenCommands().stream()
        .filter(command -> !command.getDead())
        .map(OpenCommand::getAskedAt)
        .min(Instant::compareTo)
        .orElse(null);
  }

  private static @Nullable Long millis(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }

  private static void deleteTerms(
      NamedParameterJdbcTemplate sql, Set<String> assets, Map<String, StoredReview> stored) {
    var deleted =
        assets.stream()
            .map(stored::get)
            .filter(Objects::nonNull)
            .map(former -> Map.of("review", former.id()))
            .toList();
    if (!deleted.isEmpty()) {
      sql.batchUpdate(
          "DELETE FROM review_term WHERE review_id = :review",
          SqlParameterSourceUtils.createBatch(deleted));
    }
  }

  /** Writes the terms of reviews that are stored, in the order of their ids. */
  private static void insertTerms(NamedParameterJdbcTemplate sql, Map<String, StoredTerms> terms) {
    if (terms.isEmpty()) {
      return;
    }
    var reviews = new TreeMap<Long, String>();
    sql.query(
        "SELECT id, asset_id FROM review WHERE asset_id IN (:assets)",
        Map.of("assets", terms.keySet()),
        row -> {
          reviews.put(row.getLong(1), row.getString(2));
        });
    var added = new ArrayList<Map<String, Object>>();
    reviews.forEach((id, asset) ->
        Objects.requireNonNull(terms.get(asset))
            .terms()
            .forEach(
                term -> added.add(Map.of("review", id, "kind", term.kind(), "key", term.key()))));
    if (!added.isEmpty()) {
      sql.batchUpdate(
          "INSERT INTO review_term (review_id, kind, term_key) VALUES (:review, :kind, :key)",
          SqlParameterSourceUtils.createBatch(added));
    }
  }
}
