package io.proofline.console.readmodel;

import static java.nio.charset.StandardCharsets.UTF_8;

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
    var terms = new TreeMap<String, Set<ReviewTerms.Term>>();
    newest.forEach((asset, change) ->
        terms.put(asset, change.value() == null ? Set.of() : ReviewTerms.of(change.value())));
    replaceTerms(sql, terms, stored);
    ReviewCounts.update(sql, newest.values(), stored);
    REVIEWS.write(sql, newest.values().stream().map(change -> row(change, terms)));
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
  record StoredReview(String termsHash, long offset, ReviewCounts.Group group) {}

  private static Map<String, StoredReview> stored(
      NamedParameterJdbcTemplate sql, Set<String> assets) {
    var stored = new HashMap<String, StoredReview>();
    sql.query(
        """
        SELECT asset_id, terms_hash, source_offset, state, waits, rule, reason
        FROM review WHERE asset_id IN (:assets)
        """,
        Map.of("assets", assets),
        row -> {
          stored.put(
              row.getString(1),
              new StoredReview(
                  row.getString(2),
                  row.getLong(3),
                  ReviewCounts.Group.of(
                      row.getString(4), row.getString(5), row.getString(6), row.getString(7))));
        });
    return stored;
  }

  private static Upsert.Row row(
      Change<ReviewView> change, Map<String, Set<ReviewTerms.Term>> terms) {
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
        hash(terms.getOrDefault(change.key(), Set.of())),
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

  private static String hash(Set<ReviewTerms.Term> terms) {
    return Sha256.hex(terms.toString().getBytes(UTF_8));
  }

  /** Most changes of a review leave its terms as they are; only the others rewrite them. */
  private static void replaceTerms(
      NamedParameterJdbcTemplate sql,
      Map<String, Set<ReviewTerms.Term>> terms,
      Map<String, StoredReview> stored) {
    var deleted = new ArrayList<Map<String, Object>>();
    var added = new ArrayList<Map<String, Object>>();
    terms.forEach((asset, all) -> {
      var former = stored.get(asset);
      if (former != null && former.termsHash().equals(hash(all))) {
        return;
      }
      if (former != null) {
        deleted.add(Map.of("asset", asset));
      }
      all.forEach(
          term -> added.add(Map.of("asset", asset, "kind", term.kind(), "key", term.key())));
    });
    if (!deleted.isEmpty()) {
      sql.batchUpdate(
          "DELETE FROM review_term WHERE asset_id = :asset",
          SqlParameterSourceUtils.createBatch(deleted));
    }
    if (!added.isEmpty()) {
      sql.batchUpdate(
          "INSERT INTO review_term (kind, term_key, asset_id) VALUES (:kind, :key, :asset)",
          SqlParameterSourceUtils.createBatch(added));
    }
  }
}
