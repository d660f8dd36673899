package io.proofline.console.readmodel;

import io.proofline.console.readmodel.ReviewProjection.StoredReview;
import io.proofline.console.web.AvroJson;
import io.proofline.schemas.avro.ReviewView;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/** Keeps the numbers of reviews by state, reason of waiting, rule and reason. */
final class ReviewCounts {

  private static final String ADD =
      """
      INSERT INTO review_count (state, waits, rule, reason, assets)
      VALUES (:state, :waits, :rule, :reason, :assets)
      ON CONFLICT (state, waits, rule, reason)
      DO UPDATE SET assets = review_count.assets + excluded.assets
      """;

  private ReviewCounts() {}

  /**
   * Reviews that are counted together.
   *
   * @param reason why the asset was not picked; empty for all other reviews
   */
  record Group(String state, String waits, String rule, String reason) {

    /**
     * All instances that share a database write rows in this order, so no two wait for each other.
     */
    static final Comparator<Group> ORDER =
        Comparator.comparing(Group::state)
            .thenComparing(Group::waits)
            .thenComparing(Group::rule)
            .thenComparing(Group::reason);

    static Group of(String state, String waits, @Nullable String rule, @Nullable String reason) {
      return new Group(
          state,
          waits,
          rule == null ? "" : rule,
          reason == null || !state.equals("not_picked") ? "" : reason);
    }

    private static Group of(ReviewView view) {
      return of(
          AvroJson.word(view.getState()),
          AvroJson.word(view.getWaits()),
          storable(view.getRule()),
          storable(view.getReason()));
    }

    private static @Nullable String storable(@Nullable String text) {
      return text == null ? null : text.replace('\0', '\uFFFD');
    }

    private SqlParameterSource plus(int assets) {
      return new MapSqlParameterSource()
          .addValue("state", state)
          .addValue("waits", waits)
          .addValue("rule", rule)
          .addValue("reason", reason)
          .addValue("assets", assets);
    }
  }

  /**
   * Moves changed reviews from their former groups to their new ones.
   *
   * @param changes one for each asset, none older than the stored review
   */
  static void update(
      NamedParameterJdbcTemplate sql,
      Collection<Change<ReviewView>> changes,
      Map<String, StoredReview> stored) {
    var added = new TreeMap<Group, Integer>(Group.ORDER);
    for (var change : changes) {
      var former = stored.get(change.key());
      if (former != null) {
        added.merge(former.group(), -1, Integer::sum);
      }
      if (change.value() != null) {
        added.merge(Group.of(change.value()), 1, Integer::sum);
      }
    }
    added.values().removeIf(assets -> assets == 0);
    if (!added.isEmpty()) {
      sql.batchUpdate(
          ADD,
          added.entrySet().stream()
              .map(entry -> entry.getKey().plus(entry.getValue()))
              .toArray(SqlParameterSource[]::new));
    }
  }
}
