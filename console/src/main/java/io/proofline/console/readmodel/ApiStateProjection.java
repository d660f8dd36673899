package io.proofline.console.readmodel;

import io.proofline.console.web.AvroJson;
import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.ApiState;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Copies the state of each API, as each instance of the workers sees it. */
record ApiStateProjection(Topic<String, ApiState> topic) implements Projection<ApiState> {

  private static final Upsert STATES =
      new Upsert("api_state", List.of("api", "instance"), List.of("valid_until", "document"));

  @Override
  public void apply(NamedParameterJdbcTemplate sql, List<Change<ApiState>> changes) {
    STATES.write(sql, changes.stream().flatMap(ApiStateProjection::row));
  }

  /** The key of a deleted state is the API, a colon, and the instance. */
  private static Stream<Upsert.Row> row(Change<ApiState> change) {
    var state = change.value();
    if (state != null) {
      return Stream.of(
          Upsert.Row.of(
              List.of(state.getApi(), state.getInstance()),
              change.offset(),
              state.getValidUntil().toEpochMilli(),
              AvroJson.of(state).toString()));
    }
    int end = change.key().indexOf(':');
    return end < 0
        ? Stream.of()
        : Stream.of(
            Upsert.Row.deleted(
                List.of(change.key().substring(0, end), change.key().substring(end + 1)),
                change.offset()));
  }
}
