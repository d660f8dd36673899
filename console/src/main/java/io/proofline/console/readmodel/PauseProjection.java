package io.proofline.console.readmodel;

import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.Switch;
import java.util.List;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Copies the switches that are paused, and the last change of each. */
record PauseProjection(Topic<String, Switch> topic) implements Projection<Switch> {

  private static final Upsert PAUSES =
      new Upsert("pause", List.of("name"), List.of("since", "until_time", "person_id", "reason"));
  private static final Upsert CHANGES =
      new Upsert(
          "pause_change", List.of("name"), List.of("is_paused", "since", "until_time", "reason"));

  @Override
  public void apply(NamedParameterJdbcTemplate sql, List<Change<Switch>> changes) {
    PAUSES.write(sql, changes.stream().map(PauseProjection::pause));
    CHANGES.write(sql, changes.stream().map(PauseProjection::change));
  }

  private static Upsert.Row pause(Change<Switch> change) {
    var pause = change.value();
    return pause == null || !pause.getPaused()
        ? Upsert.Row.deleted(List.of(change.key()), change.offset())
        : Upsert.Row.of(
            List.of(change.key()),
            change.offset(),
            pause.getSince().toEpochMilli(),
            Projections.millis(pause.getUntil()),
            pause.getPersonId(),
            pause.getReason());
  }

  private static Upsert.Row change(Change<Switch> change) {
    var pause = change.value();
    return pause == null
        ? Upsert.Row.of(List.of(change.key()), change.offset(), 0, null, null, null)
        : Upsert.Row.of(
            List.of(change.key()),
            change.offset(),
            pause.getPaused() ? 1 : 0,
            pause.getSince().toEpochMilli(),
            Projections.millis(pause.getUntil()),
            pause.getReason());
  }
}
