package io.proofline.console.pause;

import io.proofline.console.page.PausedWork;
import io.proofline.console.readmodel.ReadModels;
import io.proofline.console.rules.RuleNames;
import io.proofline.console.web.SqlQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Questions about pauses, and about the reviews whose work they hold back. */
@Component
public final class PauseQueries {

  private final ReadModels readModels;
  private final InstantSource clock;
  private final RuleNames ruleNames;

  PauseQueries(ReadModels readModels, InstantSource clock, RuleNames ruleNames) {
    this.readModels = readModels;
    this.clock = clock;
    this.ruleNames = ruleNames;
  }

  /** The pauses that have not ended, the oldest first. */
  public List<Pause> all() {
    return readModels
        .reader()
        .sql(
            """
            SELECT s.name, s.since, s.until_time, p.name, p.email, s.reason FROM pause s
            LEFT JOIN person p ON p.person_id = s.person_id
            WHERE s.is_paused = 1 AND (s.until_time IS NULL OR s.until_time > :now) ORDER BY s.since, s.name
            """)
        .param("now", clock.instant().toEpochMilli())
        .query((row, _) ->
            new Pause(
                PauseTarget.ofSwitch(row.getString(1)),
                Instant.ofEpochMilli(row.getLong(2)),
                time(row, 3),
                row.getString(4) == null ? row.getString(5) : row.getString(4),
                row.getString(6)))
        .list();
  }

  /** The pause of a target; empty if it is not paused. */
  Optional<Pause> find(PauseTarget target) {
    return all().stream()
        .filter(pause -> pause.target().switchName().equals(target.switchName()))
        .findFirst();
  }

  /** The pauses that have not ended, the oldest first, for people. */
  public List<PausedWork> paused() {
    return all().stream().map(this::paused).toList();
  }

  /** A pause for people. */
  PausedWork paused(Pause pause) {
    return new PausedWork(
        pause.target().word(),
        title(pause.target()),
        pause.since(),
        pause.until(),
        pause.by(),
        pause.reason(),
        countHeld(pause));
  }

  /** A target in words, with a rule's name as the rules in force write it. */
  String title(PauseTarget target) {
    return target
        .ruleName()
        .flatMap(ruleNames::asInForce)
        .map("The rule '%s'"::formatted)
        .orElseGet(target::title);
  }

  /** The number of reviews that have work which a pause holds back. */
  public int countHeld(Pause pause) {
    return countHeld(pause.target());
  }

  /** The number of reviews that have work which a pause of a target holds or would hold back. */
  int countHeld(PauseTarget target) {
    var query = new SqlQuery();
    addTo(query, target);
    return query
        .on(readModels.reader(), "SELECT count(*) FROM review" + query.where())
        .query(Integer.class)
        .single();
  }

  /** Adds the condition that a review has work which a pause of a target holds back. */
  public static void addTo(SqlQuery query, PauseTarget target) {
    query.and("(%s)".formatted(target.condition()));
    if (!target.rule().isEmpty()) {
      query.parameter("paused_rule", target.rule());
    }
  }

  /** Why pauses hold back work of reviews, by asset; nothing for the others. */
  public Map<String, String> of(List<String> assets) {
    var texts = new HashMap<String, String>();
    if (assets.isEmpty()) {
      return texts;
    }
    for (var pause : all()) {
      var query = new SqlQuery().andIn("asset_id", "assets", assets);
      addTo(query, pause.target());
      query
          .on(readModels.reader(), "SELECT asset_id FROM review" + query.where())
          .query(String.class)
          .list()
          .forEach(asset -> texts.merge(asset, pause.text(), (a, c) -> a + "; " + c));
    }
    return texts;
  }

  private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
