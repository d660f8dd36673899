package io.proofline.console.readmodel;

import io.proofline.schemas.Topic;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Copies a topic each of whose records is at most one row of one table. */
record RowProjection<V extends SpecificRecordBase>(
    Topic<String, V> topic, Upsert table, Function<Change<V>, Stream<Upsert.Row>> rows)
    implements Projection<V> {

  @Override
  public void apply(NamedParameterJdbcTemplate sql, List<Change<V>> changes) {
    table.write(sql, changes.stream().flatMap(rows));
  }
}
