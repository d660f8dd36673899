package io.proofline.console.readmodel;

import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.RulesKind;
import io.proofline.schemas.avro.RulesRecord;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Copies the texts of the rules, and which of them is in force under each name. */
record RulesProjection(Topic<String, RulesRecord> topic) implements Projection<RulesRecord> {

  private static final Upsert TEXTS =
      new Upsert("rules_text", List.of("name", "version"), List.of("pushed_at", "yaml"));
  private static final Upsert IN_FORCE =
      new Upsert("rules_in_force", List.of("name"), List.of("version", "pushed_at"));

  @Override
  public void apply(NamedParameterJdbcTemplate sql, List<Change<RulesRecord>> changes) {
    TEXTS.write(sql, rows(changes, RulesKind.TEXT, RulesProjection::text));
    IN_FORCE.write(sql, rows(changes, RulesKind.POINTER, RulesProjection::pointer));
  }

  private static Stream<Upsert.Row> rows(
      List<Change<RulesRecord>> changes,
      RulesKind kind,
      BiFunction<RulesRecord, Long, Upsert.Row> row) {
    return changes.stream()
        .flatMap(change -> {
          var rules = change.value();
          return rules != null && rules.getKind() == kind
              ? Stream.of(row.apply(rules, change.offset()))
              : Stream.of();
        });
  }

  private static Upsert.Row text(RulesRecord rules, long offset) {
    var text = rules.getText();
    return Upsert.Row.of(
        List.of(rules.getName(), rules.getVersion()),
        offset,
        rules.getPushedAt().toEpochMilli(),
        text == null ? "" : text.getYaml());
  }

  private static Upsert.Row pointer(RulesRecord rules, long offset) {
    return Upsert.Row.of(
        List.of(rules.getName()), offset, rules.getVersion(), rules.getPushedAt().toEpochMilli());
  }
}
