package io.proofline.console.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.console.DatabaseForTests;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of the read model get the indexes that only questions need when they are filled. */
class SqlDatabaseIT {

  private static final List<String> READ_MODEL = List.of("db/read/common", "db/read/{product}");

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void the_indexes_of_questions_are_created_when_all_migrations_are_applied(
      DatabaseProduct product) {
    var settings = settings(product);
    if (product == DatabaseProduct.POSTGRESQL) {
      SqlDatabase.open(settings, "console", List.of("db/console/postgresql")).close(); // trigrams
    }
    try (var database = SqlDatabase.open(settings, "read_1", READ_MODEL, "1")) {
      insert(database, "I1", "before.jpg");
      assertThat(indexes(database)).doesNotContain("review_by_state", "review_term_by_text");
    }
    try (var database = SqlDatabase.open(settings, "read_1", READ_MODEL, "1")) {
      database.applyAllMigrations();
      insert(database, "I2", "behind.jpg");
      assertThat(indexes(database)).contains("review_by_state", "review_term_by_text");
      assertThat(found(database, "bef")).containsExactly("I1");
      assertThat(found(database, "beh")).containsExactly("I2");
    }
    try (var killedBeforeItAnswered = SqlDatabase.open(settings, "read_1", READ_MODEL, "1")) {
      killedBeforeItAnswered.applyAllMigrations();
      assertThat(found(killedBeforeItAnswered, "be")).containsExactly("I1", "I2");
    }
  }

  private DatabaseSettings settings(DatabaseProduct product) {
    var given =
        DatabaseForTests.settings(product, directory).stream()
            .map(setting -> setting.split("=", 2))
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    return new DatabaseSettings(
        given.getOrDefault("database.url", ""),
        given.getOrDefault("database.user", ""),
        null,
        directory,
        2);
  }

  private static void insert(SqlDatabase database, String asset, String fileName) {
    database
        .writer()
        .getJdbcOperations()
        .update(
            """
            INSERT INTO review (asset_id, file_name_key, state, waits, open_ziflow,
              open_photoshelter, awaits_permit, dead_commands, updated_at, terms_hash, document,
              source_partition, waiting_offset, source_offset)
            VALUES (?, ?, 'in_review', 'nobody', 0, 0, 0, 0, 0, '', '{}', 0, -1, 0)
            """,
            asset,
            fileName);
  }

  private static Stream<String> found(SqlDatabase database, String part) {
    var contains = database.product().contains("file_name_key", part);
    return database
        .reader()
        .sql("SELECT asset_id FROM review WHERE %s ORDER BY 1".formatted(contains.sql()))
        .params(contains.parameters())
        .query(String.class)
        .list()
        .stream();
  }

  private static Set<String> indexes(SqlDatabase database) {
    var names =
        switch (database.product()) {
          case SQLITE -> "SELECT name FROM sqlite_master WHERE type = 'index'";
          case POSTGRESQL -> "SELECT indexname FROM pg_indexes";
        };
    return new TreeSet<>(database.reader().sql(names).query(String.class).list());
  }
}
