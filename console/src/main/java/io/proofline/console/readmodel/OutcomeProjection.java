package io.proofline.console.readmodel;

import io.proofline.console.web.AvroJson;
import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.Outcome;
import io.proofline.schemas.avro.OutcomeStatus;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Copies outcomes, and when a command of each kind last ended with each status. */
record OutcomeProjection(Topic<String, Outcome> topic) implements Projection<Outcome> {

  private static final Upsert OUTCOMES =
      new Upsert(
          "command_outcome", List.of("command_id"), List.of("asset_id", "ended_at", "document"));
  private static final Upsert NEWEST =
      new Upsert(
          "newest_outcome", List.of("kind", "status", "source_partition"), List.of("ended_at"));

  private static final Upsert LANES =
      new Upsert("lane_success", List.of("lane", "source_partition"), List.of("ended_at"));

  @Override
  public void apply(NamedParameterJdbcTemplate sql, List<Change<Outcome>> changes) {
    LANES.write(sql, changes.stream().flatMap(OutcomeProjection::laneSuccess));
    OUTCOMES.write(sql, rows(changes, OutcomeProjection::outcome));
    NEWEST.write(sql, rows(changes, OutcomeProjection::newest));
  }

  private static Stream<Upsert.Row> rows(
      List<Change<Outcome>> changes, BiFunction<Change<Outcome>, Outcome, Upsert.Row> row) {
    return changes.stream()
        .flatMap(change -> {
          var outcome = change.value();
          return outcome == null ? Stream.of() : Stream.of(row.apply(change, outcome));
        });
  }

  private static Upsert.Row outcome(Change<Outcome> change, Outcome outcome) {
    return Upsert.Row.of(
        List.of(outcome.getCommandId()),
        change.offset(),
        outcome.getAssetId(),
        outcome.getEndedAt().toEpochMilli(),
        AvroJson.of(outcome).toString());
  }

  private static Stream<Upsert.Row> laneSuccess(Change<Outcome> change) {
    var outcome = change.value();
    return outcome == null || outcome.getLane() == null || outcome.getStatus() != OutcomeStatus.DONE
        ? Stream.of()
        : Stream.of(
            Upsert.Row.of(
                List.of(outcome.getLane(), change.partition()),
                change.offset(),
                outcome.getEndedAt().toEpochMilli()));
  }

  private static Upsert.Row newest(Change<Outcome> change, Outcome outcome) {
    return Upsert.Row.of(
        List.of(
            AvroJson.word(outcome.getKind()),
            AvroJson.word(outcome.getStatus()),
            change.partition()),
        change.offset(),
        outcome.getEndedAt().toEpochMilli());
  }
}
