package io.proofline.console.readmodel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSourceUtils;

/**
 * Writes and deletes rows of one table. Of several rows with the same key in a batch only the
 * newest is written.
 *
 * @param keys columns of the primary key, or of a unique constraint
 * @param values all other columns, without {@code source_offset}
 * @param replacements SQL by column: the value with which an existing row is updated, if it is not
 *     that of the new row
 */
record Upsert(
    String table, List<String> keys, List<String> values, Map<String, String> replacements) {

  static final String SOURCE_OFFSET = "source_offset";

  Upsert {
    keys = List.copyOf(keys);
    values = List.copyOf(values);
    replacements = Map.copyOf(replacements);
  }

  Upsert(String table, List<String> keys, List<String> values) {
    this(table, keys, values, Map.of());
  }

  /**
   * A row to write, or to delete.
   *
   * @param values by column, in the order of {@link Upsert#values}; null deletes the row
   */
  record Row(List<Object> key, @Nullable List<@Nullable Object> values, long offset) {

    Row {
      key = List.copyOf(key);
    }

    static Row of(List<?> key, long offset, @Nullable Object... values) {
      return new Row(List.copyOf(key), Arrays.asList(values), offset);
    }

    static Row deleted(List<?> key, long offset) {
      return new Row(List.copyOf(key), null, offset);
    }
  }

  void write(NamedParameterJdbcTemplate sql, Stream<Row> rows) {
    var newest = new TreeMap<String, Row>();
    rows.forEach(row ->
        newest.merge(
            row.key().stream().map(Object::toString).collect(Collectors.joining("\0")),
            row,
            (a, b) -> a.offset() > b.offset() ? a : b));
    var kept = new ArrayList<Map<String, @Nullable Object>>();
    var deleted = new ArrayList<Map<String, @Nullable Object>>();
    newest.values().forEach(row -> (row.values() == null ? deleted : kept).add(parameters(row)));
    batch(sql, insert(), kept);
    batch(sql, delete(), deleted);
  }

  private static void batch(
      NamedParameterJdbcTemplate sql,
      String statement,
      List<Map<String, @Nullable Object>> parameters) {
    if (!parameters.isEmpty()) {
      sql.batchUpdate(statement, SqlParameterSourceUtils.createBatch(parameters));
    }
  }

  private Map<String, @Nullable Object> parameters(Row row) {
    var parameters = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < keys.size(); i++) {
      parameters.put(keys.get(i), storable(row.key().get(i)));
    }
    var given = row.values();
    if (given != null) {
      for (int i = 0; i < values.size(); i++) {
        parameters.put(values.get(i), storable(given.get(i)));
      }
    }
    parameters.put(SOURCE_OFFSET, row.offset());
    return parameters;
  }

  /** PostgreSQL stores no zero character; a replacement character takes its place. */
  private static @Nullable Object storable(@Nullable Object value) {
    return value instanceof String text ? text.replace('\0', '\uFFFD') : value;
  }

  private String insert() {
    var columns = Stream.of(keys, values, List.of(SOURCE_OFFSET)).flatMap(List::stream).toList();
    var replaced =
        Stream.concat(values.stream(), Stream.of(SOURCE_OFFSET))
            .map(column ->
                "%s = %s"
                    .formatted(column, replacements.getOrDefault(column, "excluded." + column)))
            .collect(Collectors.joining(", "));
    return "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s WHERE %s.%s <= excluded.%s"
        .formatted(
            table,
            String.join(", ", columns),
            columns.stream().map(column -> ":" + column).collect(Collectors.joining(", ")),
            String.join(", ", keys),
            replaced,
            table,
            SOURCE_OFFSET,
            SOURCE_OFFSET);
  }

  private String delete() {
    return "DELETE FROM %s WHERE %s AND %s <= :%s"
        .formatted(
            table,
            keys.stream()
                .map(column -> "%s = :%s".formatted(column, column))
                .collect(Collectors.joining(" AND ")),
            SOURCE_OFFSET,
            SOURCE_OFFSET);
  }
}
