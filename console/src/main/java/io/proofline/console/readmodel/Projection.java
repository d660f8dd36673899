package io.proofline.console.readmodel;

import io.proofline.schemas.Topic;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Copies the records of one topic into its tables. An upsert carries the source offset, and never
 * replaces a row of a newer record; rows are written in the order of their keys, so that several
 * writers never wait for each other in a circle.
 */
interface Projection<V extends SpecificRecordBase> {

  Topic<String, V> topic();

  /**
   * Writes a batch of changes, which are in the order of their offsets within each partition. Runs
   * inside the transaction that also moves the positions.
   */
  void apply(NamedParameterJdbcTemplate sql, List<Change<V>> changes);
}
