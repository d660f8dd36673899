package io.proofline.console.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class UpsertTest {

  private static final Upsert TABLE = new Upsert("thing", List.of("id"), List.of("label"));

  private final NamedParameterJdbcTemplate sql =
      new NamedParameterJdbcTemplate(new SingleConnectionDataSource("jdbc:sqlite::memory:", true));

  UpsertTest() {
    sql.getJdbcOperations()
        .execute("CREATE TABLE thing (id TEXT PRIMARY KEY, label TEXT, source_offset BIGINT)");
  }

  @Test
  void an_older_record_never_replaces_or_deletes_a_newer_row() {
    write(row("a", 5));
    write(row("a", 4));
    assertThat(labels()).containsExactly("5");
    write(Upsert.Row.deleted(List.of("a"), 3));
    assertThat(labels()).containsExactly("5");
    write(Upsert.Row.deleted(List.of("a"), 6));
    assertThat(labels()).isEmpty();
  }

  @Property(tries = 100)
  void the_newest_row_of_a_batch_is_kept_in_any_order(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 50) Integer> offsets) {
    sql.getJdbcOperations().execute("DELETE FROM thing");
    TABLE.write(sql, offsets.stream().map(offset -> row("a", offset)));

    assertThat(labels())
        .containsExactly(Integer.toString(offsets.stream().mapToInt(o -> o).max().orElseThrow()));
  }

  private void write(Upsert.Row row) {
    TABLE.write(sql, Stream.of(row));
  }

  private static Upsert.Row row(String id, int offset) {
    return Upsert.Row.of(List.of(id), offset, Integer.toString(offset));
  }

  private List<String> labels() {
    return sql.getJdbcOperations().queryForList("SELECT label FROM thing", String.class);
  }
}
