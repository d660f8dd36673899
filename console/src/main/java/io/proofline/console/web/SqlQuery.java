package io.proofline.console.web;

import io.proofline.console.database.DatabaseProduct;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Builds the WHERE clause of a question from the filters that were given. */
public final class SqlQuery {

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new HashMap<>();

  /** Adds a condition with one parameter, unless the parameter is null. */
  public SqlQuery and(String condition, String name, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      parameters.put(name, value);
    }
    return this;
  }

  /** Adds a condition that a column has one of some values, unless there are none. */
  public SqlQuery andIn(String column, String name, List<?> values) {
    return values.isEmpty() ? this : and("%s IN (:%s)".formatted(column, name), name, values);
  }

  /** Adds a condition without a parameter. */
  public SqlQuery and(String condition) {
    conditions.add(condition);
    return this;
  }

  public SqlQuery and(DatabaseProduct.Condition condition) {
    conditions.add(condition.sql());
    parameters.putAll(condition.parameters());
    return this;
  }

  /** Adds a parameter of a condition that has several. */
  public SqlQuery parameter(String name, Object value) {
    parameters.put(name, value);
    return this;
  }

  /** Number of conditions so far. */
  public int size() {
    return conditions.size();
  }

  /** The clause with its keyword; empty without a condition. */
  public String where() {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  /** A statement with the conditions' parameters. */
  public JdbcClient.StatementSpec on(JdbcClient sql, String statement) {
    return sql.sql(statement).params(parameters);
  }
}
