package io.proofline.console.rules;

import io.proofline.console.readmodel.ReadModels;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many photographs each rule in force is for. */
@Component
public final class RuleUses {

  static final int DAYS = 30;

  private final ReadModels readModels;
  private final RuleNames ruleNames;
  private final InstantSource clock;

  RuleUses(ReadModels readModels, RuleNames ruleNames, InstantSource clock) {
    this.readModels = readModels;
    this.ruleNames = ruleNames;
    this.clock = clock;
  }

  /**
   * The use of a rule.
   *
   * @param assets number of assets whose reviewers it chose, by the newest choice of each
   * @param routed number of assets for which it chose reviewers within the last days
   */
  record RuleUse(String rule, long assets, long routed) {}

  /** The use of each rule in force, in their order. */
  List<RuleUse> inForce() {
    var reader = readModels.reader();
    var assets =
        counts(
            reader.sql(
                "SELECT rule, sum(assets) FROM review_count WHERE rule <> '' GROUP BY rule"));
    var routed =
        counts(
            reader
                .sql(
                    """
                    SELECT rule, count(DISTINCT asset_id) FROM audit_entry
                    WHERE entered_at >= :time AND kind = 'routed' AND rule IS NOT NULL GROUP BY rule
                    """)
                .param("time", clock.instant().minus(Duration.ofDays(DAYS)).toEpochMilli()));
    return ruleNames.inForce().stream()
        .map(
            rule -> new RuleUse(rule, assets.getOrDefault(rule, 0L), routed.getOrDefault(rule, 0L)))
        .toList();
  }

  private static Map<String, Long> counts(JdbcClient.StatementSpec query) {
    var counts = new HashMap<String, Long>();
    query.query(row -> {
      counts.put(row.getString(1), row.getLong(2));
    });
    return counts;
  }
}
